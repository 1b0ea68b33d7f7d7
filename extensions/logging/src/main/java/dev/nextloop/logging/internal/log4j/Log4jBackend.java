package dev.nextloop.logging.internal.log4j;

import dev.nextloop.logging.internal.Backend;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import dev.nextloop.logging.internal.sink.LogSink;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Log4j 2, with or without SLF4J before it. */
public final class Log4jBackend implements Backend {
  private final LoggerContext context;
  private final Configuration configuration;

  private Log4jBackend(LoggerContext context) {
    this.context = context;
    this.configuration = context.getConfiguration();
  }

  /** Null where Log4j's interface is bound to something else. */
  public static Backend bound() {
    return LogManager.getContext(false) instanceof LoggerContext context
        ? new Log4jBackend(context)
        : null;
  }

  @Override
  public InvocationMdc follow(CurrentIds ids) {
    InvocationMdc mdc = new InvocationMdc(ids, new ThreadContextMdc());
    FollowingFilter following = new FollowingFilter(mdc);
    following.start();
    // The first, because another one may end the question.
    Filter others = configuration.getFilter();
    if (others != null) {
      configuration.removeFilter(others);
    }
    configuration.addFilter(following);
    if (others != null) {
      configuration.addFilter(others);
    }
    context.updateLoggers();
    return mdc;
  }

  @Override
  public LogSink installed() {
    return configuration.getAppender(NAME) instanceof SinkAppender other ? other.sink() : null;
  }

  @Override
  public void install(LogSink sink, LineFormat format, Level least, CurrentIds ids) {
    if (installed() != null) {
      return;
    }
    LoggerConfig root = configuration.getRootLogger();
    for (Appender appender : List.copyOf(root.getAppenders().values())) {
      if (appender instanceof ConsoleAppender) {
        root.removeAppender(appender.getName());
      }
    }
    SinkAppender appender = new SinkAppender(NAME, sink, format, least);
    appender.start();
    configuration.addAppender(appender);
    root.addAppender(appender, null, null);
    if (least != Level.UNDEFINED) {
      root.setLevel(org.apache.logging.log4j.Level.valueOf(least.name()));
    }
    context.updateLoggers();
  }
}
