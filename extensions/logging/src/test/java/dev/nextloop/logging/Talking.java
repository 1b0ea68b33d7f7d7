package dev.nextloop.logging;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** Logs what its event asks for, on the loop. */
public final class Talking implements EventHandler<String, String> {
  static final int FLOOD = 3_000;
  static final String FILLING = "f".repeat(1_000);

  private final TestLog log = TestLog.of();

  /** For the client. */
  public Talking() {}

  @Override
  public Future<String> handle(String event, Invocation call) {
    switch (event) {
      case "levels" -> {
        log.error("failed", new IllegalStateException("why", new RuntimeException("because")));
        log.warn("warned");
        log.info("told");
        log.debug("for developers");
      }
      case "lines" -> log.warn("one\ntwo");
      case "some" -> flood(100);
      case "flood" -> flood(FLOOD);
      case "exit" -> {
        flood(100);
        new Thread(() -> Runtime.getRuntime().exit(0)).start();
      }
      default -> log.info(event);
    }
    return Future.succeededFuture("done");
  }

  private void flood(int count) {
    for (int i = 0; i < count; i++) {
      log.warn(i + " " + FILLING);
    }
  }
}
