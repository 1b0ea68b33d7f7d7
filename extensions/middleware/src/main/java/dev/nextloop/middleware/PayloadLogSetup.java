package dev.nextloop.middleware;

import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.middleware.internal.Check;
import dev.nextloop.spi.Host;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Adds a {@link PayloadLog} to a stand-alone function whose {@code NEXTLOOP_SETUP} names this
 * class. {@code NEXTLOOP_PAYLOAD_CHARACTERS} and {@code NEXTLOOP_PAYLOAD_BYTES} set its bounds,
 * {@code NEXTLOOP_PAYLOAD_HIDE} a pattern of the names of members that are hidden, beside {@link
 * PayloadLog#SECRETS}.
 */
public final class PayloadLogSetup implements Setup {
  private static final String CHARACTERS = "NEXTLOOP_PAYLOAD_CHARACTERS";
  private static final String BYTES = "NEXTLOOP_PAYLOAD_BYTES";
  private static final String HIDE = "NEXTLOOP_PAYLOAD_HIDE";

  /** For the launcher. */
  public PayloadLogSetup() {}

  @Override
  public void add(Nextloop.Builder client, Host host) {
    client.with(of(host));
  }

  /** The log that the machine's variables ask for. */
  static PayloadLog of(Host host) {
    PayloadLog log =
        PayloadLog.of(host::log)
            .characters(number(host, CHARACTERS, 2_048, 16, 65_536))
            .bytes(number(host, BYTES, 65_536, 0, 6 << 20));
    String hide = host.variable(HIDE);
    return hide == null || hide.isEmpty() ? log : log.hiding(pattern(hide));
  }

  private static int number(Host host, String name, int otherwise, int least, int most) {
    String text = host.variable(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // As wrong as one out of range.
    }
    throw Check.wrong(name, text, "a whole number, " + least + " to " + most);
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile("(?:" + text + ")|(?:" + PayloadLog.SECRETS.pattern() + ")");
    } catch (PatternSyntaxException e) {
      throw Check.wrong(HIDE, text, "a regular expression: " + e.getDescription());
    }
  }
}
