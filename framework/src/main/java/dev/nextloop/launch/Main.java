package dev.nextloop.launch;

import dev.nextloop.spi.Host;

/**
 * Starts a stand-alone function: handler from the first argument, else {@code _HANDLER}; Runtime
 * API from {@code AWS_LAMBDA_RUNTIME_API}.
 */
public final class Main {
  private static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";
  private static final String LINUX_SELECTORS = "sun.nio.ch.EPollSelectorProvider";

  private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

  private Main() {}

  /**
   * Runs until the platform or a signal ends it.
   *
   * @param arguments the handler, or nothing
   */
  public static void main(String[] arguments) {
    nameTheSelectors();
    leaveOutNettysEvents();
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
   * Netty's allocators record themselves with the JDK's flight recorder, and load it for that: a
   * fifth of the time that Vert.x takes to start. Whoever sets the property has them.
   */
  private static void leaveOutNettysEvents() {
    if (System.getProperty(NETTY_EVENTS) == null) {
      System.setProperty(NETTY_EVENTS, "false");
    }
  }
}
