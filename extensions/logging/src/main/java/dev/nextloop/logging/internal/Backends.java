package dev.nextloop.logging.internal;

import dev.nextloop.logging.internal.jul.JulBackend;
import dev.nextloop.logging.internal.log4j.Log4jBackend;
import dev.nextloop.logging.internal.logback.LogbackBackend;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the logging libraries of a function by name; of one that is not there, nothing is loaded.
 */
public final class Backends {
  private static final String SLF4J = "org.slf4j.MDC";
  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";
  private static final String LOG4J = "org.apache.logging.log4j.core.LoggerContext";

  private Backends() {}

  /** Those that are there and in use; java.util.logging, where there is no other. */
  public static List<Backend> present() {
    List<Backend> present = new ArrayList<>();
    boolean slf4j = isThere(SLF4J);
    if (slf4j && isThere(LOGBACK)) {
      add(present, LogbackBackend.bound());
    }
    if (isThere(LOG4J)) {
      add(present, Log4jBackend.bound());
    }
    return present.isEmpty() ? List.of(new JulBackend(slf4j)) : present;
  }

  private static void add(List<Backend> present, Backend backend) {
    if (backend != null) {
      present.add(backend);
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, Backends.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }
}
