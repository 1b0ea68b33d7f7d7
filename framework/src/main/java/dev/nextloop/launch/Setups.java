package dev.nextloop.launch;

import dev.nextloop.FunctionError;
import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.spi.Host;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The classes that {@code NEXTLOOP_SETUP} names. Loaded only where it is set. */
final class Setups {
  private final Host host;
  private final List<Setup> setups = new ArrayList<>();

  private Setups(Host host) {
    this.host = host;
  }

  /**
   * Has each of them add to the client.
   *
   * @param names with commas between them
   * @throws FunctionError names the one that is wrong and the remedy
   */
  static Setups add(String names, Nextloop.Builder client, Host host) throws Exception {
    Setups all = new Setups(host);
    StringTokenizer each = new StringTokenizer(names, ", ");
    while (each.hasMoreTokens()) {
      Setup setup = made(each.nextToken());
      setup.add(client, host);
      all.setups.add(setup);
    }
    return all;
  }

  /** Tells each of them that the first poll is on its way. */
  void started(Nextloop client) {
    for (Setup setup : setups) {
      try {
        setup.started(client);
      } catch (Exception | Error e) { // the client runs, and goes on without it
        host.log("nextloop: setup " + setup.getClass().getName() + " throws when started: " + e);
      }
    }
  }

  private static Setup made(String name) throws Exception {
    try {
      Class<?> type = Class.forName(name, true, Setups.class.getClassLoader());
      if (!Setup.class.isAssignableFrom(type)) {
        throw wrong(name, "does not implement " + Setup.class.getName(), null);
      }
      return (Setup) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw wrong(name, "is not on the class path", e);
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw wrong(name, "has no public constructor without parameters", e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception own ? own : e;
    }
  }

  private static FunctionError wrong(String name, String what, Throwable cause) {
    String shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
    return new FunctionError(
        "Runtime.InvalidConfiguration",
        "NEXTLOOP_SETUP names '" + shown + "', which " + what + "; correct or remove it",
        cause);
  }
}
