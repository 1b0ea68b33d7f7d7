package dev.nextloop.crac;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** One function for two clients, which registers what the variable {@code SCENE} names. */
final class Functions {
  private static final List<Resource> KEPT = new ArrayList<>();
  private static final List<Object> LEFT = new ArrayList<>();

  private Functions() {}

  /** An unchanged resource of a function's. */
  static class Told implements Resource {
    private final String name;

    Told(String name) {
      this.name = name;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      say("before " + name);
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      say("after " + name);
    }
  }

  private static void say(String what) {
    System.out.println("told: " + what);
  }

  private static void keep(Resource resource) {
    KEPT.add(resource);
    Core.getGlobalContext().register(resource);
  }

  private static final class FailingBefore extends Told {
    FailingBefore(String name) {
      super(name);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      super.beforeCheckpoint(context);
      throw new IOException("not ready");
    }
  }

  private static final class FailingAfter extends Told {
    FailingAfter(String name) {
      super(name);
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      super.afterRestore(context);
      throw new IllegalStateException("not restored");
    }
  }

  /** Registers another one while hooks run. */
  private static final class Registering extends Told {
    Registering(String name) {
      super(name);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      super.beforeCheckpoint(context);
      keep(new Told("registered before"));
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      super.afterRestore(context);
      keep(new Told("registered after"));
    }
  }

  /** A context of the function's own, whose exception carries two. */
  private static final class Nested extends Context<Resource> {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
      say("before nested");
      CheckpointException both = new CheckpointException();
      both.addSuppressed(new IOException("first"));
      both.addSuppressed(new IOException("second"));
      throw both;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      say("after nested");
    }

    @Override
    public void register(Resource resource) {
      throw new UnsupportedOperationException();
    }
  }

  /** Registers with AWS's client directly. */
  private static final class OfAws implements com.amazonaws.services.lambda.crac.Resource {
    private final String name;
    private final boolean fails;

    OfAws(String name, boolean fails) {
      this.name = name;
      this.fails = fails;
      LEFT.add(this);
      com.amazonaws.services.lambda.crac.Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(
        com.amazonaws.services.lambda.crac.Context<
                ? extends com.amazonaws.services.lambda.crac.Resource>
            context) {
      say("before " + name);
    }

    @Override
    public void afterRestore(
        com.amazonaws.services.lambda.crac.Context<
                ? extends com.amazonaws.services.lambda.crac.Resource>
            context)
        throws IOException {
      say("after " + name);
      if (fails) {
        throw new IOException("not restored");
      }
    }
  }

  /** Leaves one thing of each kind, and closes one in time. */
  private static void leave() {
    try {
      int port = Integer.parseInt(System.getenv("DATABASE"));
      Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
      Socket closed = new Socket(InetAddress.getLoopbackAddress(), port);
      LEFT.addAll(
          List.of(open, new Random(), new UUID(1, 2), ThreadLocalRandom.current().nextInt()));
      new Timer("ticker", true);
      keep(
          new Told("closing") {
            @Override
            public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
              closed.close();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void play(String scene) {
    keep(new Told("a"));
    switch (scene) {
      case "hazards" -> leave();
      case "of AWS" -> LEFT.addAll(List.of(new OfAws("x", false), new OfAws("y", false)));
      case "of AWS, failing" -> LEFT.add(new OfAws("x", true));
      case "plain" -> keep(new Told("b"));
      case "failing before" -> {
        keep(new FailingBefore("x"));
        keep(new FailingBefore("y"));
        keep(new Told("b"));
      }
      case "failing after" -> {
        keep(new FailingAfter("x"));
        keep(new FailingAfter("y"));
        keep(new Told("b"));
      }
      case "registering" -> keep(new Registering("r"));
      case "nested" -> keep(new Nested());
      case "lost" -> {
        Core.getGlobalContext().register(new Told("lost"));
        System.gc();
      }
      default -> throw new IllegalArgumentException(scene);
    }
  }

  /** On our client. */
  public static final class Ours implements EventHandler<Body, Reply> {
    public Ours() {
      play(System.getenv("SCENE"));
    }

    @Override
    public Future<Reply> handle(Body event, Invocation invocation) {
      say("event");
      return Future.succeededFuture(Reply.json(ByteBuffer.wrap(new byte[] {'1'})));
    }
  }

  /** On AWS's. */
  public static final class Aws {
    public Aws() {
      play(System.getenv("SCENE"));
    }

    public int handle(Map<String, Object> event) {
      say("event");
      return 1;
    }
  }
}
