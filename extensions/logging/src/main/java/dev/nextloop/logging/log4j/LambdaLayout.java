package dev.nextloop.logging.log4j;

import dev.nextloop.FunctionError;
import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.log4j.Log4jEntry;
import dev.nextloop.spi.Host;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.layout.AbstractLayout;

/**
 * Lambda's lines, JSON or text as {@code AWS_LAMBDA_LOG_FORMAT} says, for a Log4j appender of your
 * own: {@code <LambdaLayout/>}. Ids come from the event's context data, where {@code MdcSetup} puts
 * them. The appender writes, and may block. Any thread.
 */
@Plugin(
    name = "LambdaLayout",
    category = Node.CATEGORY,
    elementType = Layout.ELEMENT_TYPE,
    printObject = true)
public final class LambdaLayout extends AbstractLayout<String> {
  private final LineFormat format;

  private LambdaLayout(LineFormat format) {
    super(null, null, null);
    this.format = format;
  }

  /**
   * With the settings of the environment.
   *
   * @throws FunctionError names the setting that is wrong and the remedy
   */
  @PluginFactory
  public static LambdaLayout createLayout() {
    return of(Host.system());
  }

  /**
   * With the settings of this host.
   *
   * @throws FunctionError names the setting that is wrong and the remedy
   */
  public static LambdaLayout of(Host host) {
    return new LambdaLayout(LogSettings.from(host).format(false));
  }

  /** One line with its end. */
  @Override
  public byte[] toByteArray(LogEvent event) {
    LineBuffer line = new LineBuffer();
    format.write(new Log4jEntry(event), line);
    return line.put('\n').copy();
  }

  @Override
  public String toSerializable(LogEvent event) {
    return new String(toByteArray(event), StandardCharsets.UTF_8);
  }

  @Override
  public String getContentType() {
    return format.isJson() ? "application/json; charset=UTF-8" : "text/plain; charset=UTF-8";
  }
}
