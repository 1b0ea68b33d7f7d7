package dev.nextloop.logging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The logger of test handlers: SLF4J's where it is on the class path, else the JDK's. */
interface TestLog {
  void error(String message, Throwable thrown);

  void warn(String message);

  void info(String message);

  void debug(String message);

  /** The request id that the library's own keys hold; "none" where it has no keys. */
  String requestId();

  static TestLog of() {
    try {
      Class.forName("org.slf4j.LoggerFactory");
      return new Slf4j(LoggerFactory.getLogger("test"));
    } catch (ClassNotFoundException e) {
      return new Jul(java.util.logging.Logger.getLogger("test"));
    }
  }

  record Slf4j(Logger log) implements TestLog {
    @Override
    public void error(String message, Throwable thrown) {
      log.error(message, thrown);
    }

    @Override
    public void warn(String message) {
      try (MDC.MDCCloseable order = MDC.putCloseable("order", "7")) {
        log.warn(message);
      }
    }

    @Override
    public void info(String message) {
      log.atInfo().setMessage(message).addKeyValue("apiToken", "hidden").log();
    }

    @Override
    public void debug(String message) {
      log.debug(message);
    }

    @Override
    public String requestId() {
      return MDC.get("requestId");
    }
  }

  record Jul(java.util.logging.Logger log) implements TestLog {
    @Override
    public void error(String message, Throwable thrown) {
      log.log(java.util.logging.Level.SEVERE, message, thrown);
    }

    @Override
    public void warn(String message) {
      log.warning(message);
    }

    @Override
    public void info(String message) {
      log.info(message);
    }

    @Override
    public void debug(String message) {
      log.fine(message);
    }

    @Override
    public String requestId() {
      return "none";
    }
  }
}
