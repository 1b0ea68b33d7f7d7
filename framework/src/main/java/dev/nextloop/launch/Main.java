package dev.nextloop.launch;

import dev.nextloop.spi.Host;

/**
 * Starts a stand-alone function: handler from the first argument, else {@code _HANDLER}; Runtime
 * API from {@code AWS_LAMBDA_RUNTIME_API}.
 */
public final class Main {
  private static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";
  private static final String LINUX_SELECTORS = "sun.nio.ch.EPollSelectorProvider";

  private Main() {}

  /**
   * Runs until the platform or a signal ends it.
   *
   * @param arguments the handler, or nothing
   */
  public static void main(String[] arguments) {
    nameTheSelectors();
    leaveOutOfVertx();
    new Launch(Host.system()).run(arguments.length > 0 ? arguments[0] : null);
  }

  /**
   * Names the selectors that the JDK would take in the end. Without a name it first looks for
   * others in every jar of the class path, which costs some 20 ms of the cold start.
   */
  private static void nameTheSelectors() {
    if (System.getProperty(SELECTORS) == null && "Linux".equals(System.getProperty("os.name"))) {
      try {
        Class.forName(LINUX_SELECTORS, false, null);
        System.setProperty(SELECTORS, LINUX_SELECTORS);
      } catch (ClassNotFoundException otherJdk) {
        // This JDK calls them something else: let it look.
        return;
      }
    }
  }

  /**
   * What Vert.x loads at its start and a function has no use for. Netty's allocators record
   * themselves with the JDK's flight recorder, a fifth of the time to start; Vert.x's own resolver
   * of names costs a tenth, and the JDK's does instead. Whoever sets a property keeps it.
   */
  private static void leaveOutOfVertx() {
    setWhereUnset("io.netty.jfr.enabled", "false");
    setWhereUnset("vertx.disableDnsResolver", "true");
  }

  private static void setWhereUnset(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
