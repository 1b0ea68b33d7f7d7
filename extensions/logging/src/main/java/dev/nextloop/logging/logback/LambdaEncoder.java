package dev.nextloop.logging.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.logback.LogbackEntry;
import dev.nextloop.spi.Host;
import java.nio.charset.StandardCharsets;

/**
 * Lambda's lines, JSON or text as {@code AWS_LAMBDA_LOG_FORMAT} says, for a Logback appender of
 * your own. Ids come from the event's MDC, where {@code MdcSetup} puts them. The appender writes,
 * and may block. Any thread.
 */
public final class LambdaEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private final Host host;
  private LineFormat format;

  /** With the settings of the environment. */
  public LambdaEncoder() {
    this(Host.system());
  }

  /** With the settings of this host. */
  public LambdaEncoder(Host host) {
    this.host = host;
  }

  /** Reads the settings; a wrong one is a status of Logback's, and the encoder does not start. */
  @Override
  public void start() {
    try {
      format = LogSettings.from(host).format(false);
      super.start();
    } catch (RuntimeException e) {
      addError(e.getMessage());
    }
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  /** One line with its end; before the start, the bare message. */
  @Override
  public byte[] encode(ILoggingEvent event) {
    if (format == null) {
      return (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    }
    LineBuffer line = new LineBuffer();
    format.write(new LogbackEntry(event), line);
    return line.put('\n').copy();
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
