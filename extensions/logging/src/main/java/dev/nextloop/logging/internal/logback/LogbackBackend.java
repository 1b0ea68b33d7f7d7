package dev.nextloop.logging.internal.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.nextloop.logging.internal.Backend;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import dev.nextloop.logging.internal.mdc.Slf4jMdc;
import dev.nextloop.logging.internal.sink.LogSink;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Logback, behind SLF4J. */
public final class LogbackBackend implements Backend {
  private final LoggerContext context;

  private LogbackBackend(LoggerContext context) {
    this.context = context;
  }

  /** Null where SLF4J has bound something else. */
  public static Backend bound() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    return factory instanceof LoggerContext context ? new LogbackBackend(context) : null;
  }

  @Override
  public InvocationMdc follow(CurrentIds ids) {
    InvocationMdc mdc = new InvocationMdc(ids, new Slf4jMdc());
    FollowingFilter filter = new FollowingFilter(mdc);
    filter.setName(NAME);
    filter.setContext(context);
    filter.start();
    // The first, because another one may end the question.
    context.getTurboFilterList().add(0, filter);
    return mdc;
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public LogSink installed() {
    return root().getAppender(NAME) instanceof SinkAppender other ? other.sink() : null;
  }

  @Override
  public void install(LogSink sink, LineFormat format, Level least, CurrentIds ids) {
    if (installed() != null) {
      return;
    }
    Logger root = root();
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    for (Appender<ILoggingEvent> appender : appenders) {
      if (appender instanceof ConsoleAppender) {
        root.detachAppender(appender);
      }
    }
    SinkAppender appender = new SinkAppender(sink, format, known(least));
    appender.setName(NAME);
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    if (least != Level.UNDEFINED) {
      root.setLevel(ch.qos.logback.classic.Level.toLevel(known(least).name()));
    }
  }

  /** Logback has no FATAL; nothing that is an error is to be hidden. */
  static Level known(Level least) {
    return least == Level.FATAL ? Level.ERROR : least;
  }
}
