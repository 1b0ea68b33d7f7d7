package dev.nextloop.middleware;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Reply;
import dev.nextloop.middleware.internal.Check;
import dev.nextloop.middleware.internal.Redaction;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Logs event and reply of each invocation, one line each, to find out what a function is sent: JSON
 * without the values of members whose names say that they are secrets, and cut to a length. What is
 * no JSON, streamed or larger than a bound is logged by its size alone, because nothing in it could
 * be hidden. Text inside strings is shown, unless it is JSON itself. Not for every day: it reads
 * each payload once more, on the loop.
 *
 * <p>Belongs around the codecs ({@code Nextloop.Builder.with}). A stand-alone function gets it by
 * {@code NEXTLOOP_SETUP=dev.nextloop.middleware.PayloadLogSetup}. Immutable; safe for any thread.
 */
public final class PayloadLog implements Middleware<Body, Reply> {
  /** Names of members that are hidden: those that contain one of these words, in any case. */
  public static final Pattern SECRETS =
      Pattern.compile(
          "(?i).*(passw|pwd|secret|token|authorization|cookie|credential|api.?key|access.?key"
              + "|private.?key|signature|session|pin$|cvv|iban|card.?number|ssn).*");

  private static final int CHARACTERS = 2_048;
  private static final int BYTES = 65_536;

  private final Consumer<String> log;
  private final int characters;
  private final int bytes;
  private final Pattern secrets;
  private final Redaction redaction;

  private PayloadLog(Consumer<String> log, int characters, int bytes, Pattern secrets) {
    this.log = log;
    this.characters = characters;
    this.bytes = bytes;
    this.secrets = secrets;
    this.redaction = new Redaction(name -> secrets.matcher(name).matches(), characters);
  }

  /**
   * A log of up to 2,048 characters of each payload of up to 65,536 bytes, in which {@link
   * #SECRETS} are hidden.
   *
   * @param log takes one line, for instance {@code host::log}; called on any thread
   */
  public static PayloadLog of(Consumer<String> log) {
    return new PayloadLog(Objects.requireNonNull(log, "log"), CHARACTERS, BYTES, SECRETS);
  }

  /**
   * About how much of a payload is shown.
   *
   * @param count 16 to 65,536
   * @throws IllegalArgumentException when it is out of range
   */
  public PayloadLog characters(int count) {
    Check.range("characters", count, 16, 65_536);
    return new PayloadLog(log, count, bytes, secrets);
  }

  /**
   * The largest payload that is read.
   *
   * @param count 0 to 6,291,456 (6 MiB)
   * @throws IllegalArgumentException when it is out of range
   */
  public PayloadLog bytes(int count) {
    Check.range("bytes", count, 0, 6 << 20);
    return new PayloadLog(log, characters, count, secrets);
  }

  /**
   * Which members are hidden, in place of {@link #SECRETS}.
   *
   * @param names matches the whole name
   */
  public PayloadLog hiding(Pattern names) {
    return new PayloadLog(log, characters, bytes, Objects.requireNonNull(names, "names"));
  }

  @Override
  public EventHandler<Body, Reply> around(EventHandler<Body, Reply> next) {
    return (event, invocation) -> {
      say(invocation, "event", text(event));
      Future<Reply> result = next.handle(event, invocation);
      return result.onComplete(
          (reply, failure) ->
              say(invocation, "reply", failure == null ? text(reply) : kind(failure)));
    };
  }

  private void say(Invocation invocation, String what, String text) {
    log.accept(
        "nextloop: payload: invocation " + invocation.requestId() + ": " + what + " " + text);
  }

  private String text(Body event) {
    return event instanceof Body.Whole whole ? text(whole.bytes()) : "(comes in parts)";
  }

  private String text(Reply reply) {
    return reply instanceof Reply.Bytes whole ? text(whole.body()) : "(streamed)";
  }

  private String text(ByteBuffer payload) {
    int size = payload.remaining();
    if (size == 0) {
      return "(empty)";
    }
    if (size > bytes) {
      return "(" + size + " bytes, which is more than the " + bytes + " that are read)";
    }
    byte[] copy = new byte[size];
    payload.duplicate().get(copy);
    String text = redaction.of(copy);
    return text != null ? text : "(" + size + " bytes that are no JSON)";
  }

  /** Not its message, which may quote the event. */
  private static String kind(Throwable failure) {
    String type = failure instanceof FunctionError error ? Check.shown(error.type()) : "";
    return "(failed: " + failure.getClass().getName() + (type.isEmpty() ? ")" : " " + type + ")");
  }
}
