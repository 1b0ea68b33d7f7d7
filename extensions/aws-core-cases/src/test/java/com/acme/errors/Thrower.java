package com.acme.errors;

import com.acme.missing.Absent;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.FileNotFoundException;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Fails in the way that the event names. */
public class Thrower implements RequestHandler<Map<String, String>, Object> {

  /** An exception of the function's own. */
  public static class OrderException extends Exception {
    private static final long serialVersionUID = 1;

    OrderException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Has no stack, says another thing to people than to programs. */
  private static final class Bare extends RuntimeException {
    private static final long serialVersionUID = 1;

    Bare() {
      super("for programs", null, false, false);
    }

    @Override
    public String getLocalizedMessage() {
      return "for people";
    }
  }

  /** Fails when it is asked what it is. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      return getSuppressed()[0].getMessage();
    }
  }

  /** Fails when it is made into JSON. */
  public static final class Unreadable {
    public int getValue() {
      return Integer.parseInt("no value");
    }
  }

  /** Fails when it is loaded. */
  private static final class Broken {
    static final int VALUE = Integer.parseInt("broken");
  }

  @Override
  public Object handleRequest(Map<String, String> event, Context context) {
    String kind = event.get("kind");
    System.out.println("failing with " + kind);
    return fail(kind);
  }

  private static Object fail(String kind) {
    switch (kind) {
      case "runtime" -> throw new IllegalArgumentException("wrong");
      case "checked" -> throw sneaky(new FileNotFoundException("/no/such/file"));
      case "own" -> throw sneaky(new OrderException("order 7", new IOException("disk")));
      case "no message" -> throw new IllegalStateException();
      case "empty message" -> throw new IllegalStateException("");
      case "deep" -> throw deep(12);
      case "circle" -> throw circle();
      case "suppressed" -> throw suppressed();
      case "non-ascii" -> throw new IllegalStateException("gr\u00fc\u00dfe \u20ac \ud83d\ude00");
      case "lone surrogate" -> throw new IllegalStateException("half \ud83d of one");
      case "specials" ->
          throw new IllegalStateException("<a href='x'>\"q\" & = \\ / \n\t\r\u0001\u2028</a>");
      case "long" -> throw new IllegalStateException("long ".repeat(2_000));
      case "bare" -> throw new Bare();
      case "mute" -> throw new Mute();
      case "anonymous" ->
          throw new IllegalStateException("anonymous") {
            private static final long serialVersionUID = 1;
          };
      case "assertion" -> throw new AssertionError("never");
      case "broken class" -> {
        return Broken.VALUE;
      }
      case "missing class" -> {
        return new Absent().toString();
      }
      case "unreadable answer" -> {
        return new Unreadable();
      }
      case "stack overflow" -> {
        return endless(0);
      }
      case "out of memory" -> throw new OutOfMemoryError("asked for");
      case "io error" -> throw new IOError(new IOException("asked for"));
      case "internal" -> throw new InternalError("asked for");
      case "exit" -> {
        System.exit(3);
        return null;
      }
      case "interrupted" -> {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted");
      }
      case "still interrupted" -> {
        return Thread.currentThread().isInterrupted();
      }
      case "thread" -> {
        return inAnotherThread();
      }
      default -> {
        return kind;
      }
    }
  }

  private static RuntimeException deep(int causes) {
    RuntimeException failure = new IllegalStateException("cause 0");
    for (int i = 1; i <= causes; i++) {
      failure = new IllegalStateException("cause " + i, failure);
    }
    return failure;
  }

  private static RuntimeException circle() {
    RuntimeException one = new IllegalStateException("one");
    RuntimeException other = new IllegalArgumentException("other", one);
    one.initCause(other);
    return one;
  }

  private static RuntimeException suppressed() {
    RuntimeException failure = new IllegalStateException("first");
    failure.addSuppressed(new IOException("second", new IllegalStateException("behind it")));
    failure.addSuppressed(new IllegalArgumentException("third"));
    return failure;
  }

  private static int endless(int depth) {
    return depth < 0 ? depth : endless(depth + 1) + 1;
  }

  private static List<String> inAnotherThread() {
    try {
      Thread other =
          new Thread(
              () -> {
                throw new IllegalStateException("in a thread of the function");
              },
              "orders-1");
      other.start();
      other.join();
      return List.of("went on");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // hides that it is checked
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
