package dev.nextloop.contract;

import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.later;

import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.stream.StreamHandler;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Readers of events in parts, and events for them. */
final class PartsReading {
  private PartsReading() {}

  /** Keeps all that comes, and answers with it. */
  static final class Collected implements Body.Parts.Reader {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final Promise<Reply> reply = Promise.promise();

    @Override
    public void part(ByteBuffer part) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void end() {
      reply.complete(Reply.bytes(ByteBuffer.wrap(bytes.toByteArray())));
    }

    @Override
    public void failed(Throwable cause) {
      reply.fail(cause);
    }
  }

  /** Counts what comes, and answers with the number. */
  static final class Counted implements Body.Parts.Reader {
    final Promise<Reply> reply = Promise.promise();
    final AtomicInteger bytes = new AtomicInteger();

    @Override
    public void part(ByteBuffer part) {
      bytes.addAndGet(part.remaining());
    }

    @Override
    public void end() {
      reply.complete(Reply.bytes(ByteBuffer.wrap(Replies.text(bytes.toString()))));
    }

    @Override
    public void failed(Throwable cause) {
      reply.fail(cause);
    }
  }

  // More than the system's buffers hold; made once.
  static final int LARGE_BODY = 16 << 20;
  static final byte[] LARGE = event1(new byte[LARGE_BODY]);

  static final StreamHandler ECHO =
      (event, call) -> {
        Collected all = new Collected();
        event.read(all);
        return all.reply.future();
      };

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static byte[] event1(byte[] body) {
    return Replies.event(RuntimeApiScript.id(1), later(), body);
  }
}
