package dev.nextloop.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.HandlerProvider;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Functions, good and bad, that the tests name in {@code _HANDLER}. */
public final class Handlers {
  private Handlers() {}

  /** Answers each event with itself. */
  public static final class Echo implements EventHandler<byte[], byte[]> {
    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return Future.succeededFuture(event);
    }
  }

  /** Blocks its thread for as many milliseconds as the event says. */
  public static final class Sleeping implements EventHandler<byte[], byte[]> {
    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) throws Exception {
      Thread.sleep(Long.parseLong(new String(event, UTF_8)));
      return Future.succeededFuture(event);
    }
  }

  /** Tells where it was called, and whether the Vert.x instance is the loop's own. */
  public static final class OnVertx implements EventHandler<byte[], byte[]> {
    private final Vertx vertx;

    public OnVertx(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      boolean own = Vertx.currentContext() != null && Vertx.currentContext().owner() == vertx;
      Future<Void> later = event[0] == '1' ? Future.succeededFuture() : vertx.timer(1).mapEmpty();
      return later.map(((own ? "own " : "other ") + new String(event, UTF_8)).getBytes(UTF_8));
    }
  }

  /** Can't be made. */
  public static final class BrokenOnVertx implements EventHandler<byte[], byte[]> {
    public BrokenOnVertx(Vertx vertx) {
      throw new IllegalStateException("no table in " + vertx.getClass().getSimpleName());
    }

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return Future.succeededFuture(event);
    }
  }

  /** Echoes the bytes as the engine has them. */
  public static final class RawEcho implements EventHandler<Body, Reply> {
    @Override
    public Future<Reply> handle(Body event, Invocation invocation) {
      return Future.succeededFuture(Reply.bytes(((Body.Whole) event).bytes().duplicate()));
    }
  }

  /** Says so and answers when {@code main} is over, so that its signals are in place. */
  public static final class AfterMain implements EventHandler<byte[], byte[]> {
    private final Thread main = Thread.currentThread();

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      Promise<byte[]> answer = Promise.promise();
      new Thread(() -> answer(event, answer)).start();
      return answer.future();
    }

    /** An empty event is never answered. */
    private void answer(byte[] event, Promise<byte[]> answer) {
      try {
        main.join();
        System.out.println("handling " + new String(event, UTF_8));
        Thread.sleep(event.length > 1 ? Integer.parseInt(new String(event, UTF_8)) : 0);
        if (event.length > 0) {
          answer.complete(event);
        }
      } catch (InterruptedException e) {
        answer.fail(e);
      }
    }
  }

  /** Ends the process by itself. */
  public static final class Exits implements EventHandler<byte[], byte[]> {
    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      System.exit(42);
      return null;
    }
  }

  /** Takes all memory. */
  public static final class Hungry implements EventHandler<byte[], byte[]> {
    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      while (true) {
        kept.add(new byte[1 << 20]);
      }
    }
  }

  /** Is no handler. */
  public static final class NoHandler {}

  /** Can't be made. */
  public abstract static class Abstract implements EventHandler<byte[], byte[]> {}

  /** Keeps its constructor to itself. */
  public static final class Private implements EventHandler<byte[], byte[]> {
    private Private() {}

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return null;
    }
  }

  /** Fails when it is made. */
  public static final class Throwing implements EventHandler<byte[], byte[]> {
    /** Fails. */
    public Throwing() {
      throw new IllegalStateException("no\ndatabase");
    }

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return null;
    }
  }

  /** Fails with an error when it is made. */
  public static final class Asserting implements EventHandler<byte[], byte[]> {
    /** Fails. */
    public Asserting() {
      throw new AssertionError("never true");
    }

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return null;
    }
  }

  /** Fails when it is loaded. */
  public static final class StaticThrowing implements EventHandler<byte[], byte[]> {
    static final int NUMBER = Integer.parseInt("none");

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return null;
    }
  }

  /** Leaves its types open. */
  public static final class Raw<T> implements EventHandler<T, T> {
    @Override
    public Future<T> handle(T event, Invocation invocation) {
      return Future.succeededFuture(event);
    }
  }

  /** What {@link NeedsLibrary} needs. */
  public static final class Library {
    String name() {
      return "library";
    }
  }

  /** Needs a class that a test leaves out. */
  public static final class NeedsLibrary implements EventHandler<byte[], byte[]> {
    private final Library library = new Library();

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      return Future.succeededFuture(library.name().getBytes(UTF_8));
    }
  }

  /** Takes every name. */
  public static final class Provider implements HandlerProvider {
    @Override
    public Future<EventHandler<Body, Reply>> provide(String handler, Host host, LaneLoop loop) {
      byte[] answer = ("provided for " + handler).getBytes(UTF_8);
      return Future.succeededFuture(
          (event, call) -> Future.succeededFuture(Reply.bytes(ByteBuffer.wrap(answer))));
    }

    @Override
    public String lookedFor(String handler, Host host) {
      return "nothing";
    }
  }
}
