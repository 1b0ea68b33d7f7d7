package dev.nextloop.awscore.internal.load;

import dev.nextloop.EventHandler;
import dev.nextloop.spi.Host;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The class loader of a function. It overrides nothing and has no name: either would stand in the
 * stack traces that the function's callers see.
 */
public final class FunctionClasses extends URLClassLoader {
  /** Where the layers' Java parts are. */
  public static final String LAYERS = "/opt/java";

  static {
    registerAsParallelCapable();
  }

  private FunctionClasses(URL[] path, ClassLoader parent) {
    super(path, parent);
  }

  /**
   * The loader for a function.
   *
   * @param commandLine the JVM's, with a NUL behind each argument; may be empty
   * @param isolated whether our own libraries are hidden from it. A function that stands on the
   *     class path of the JVM is not isolated: it is loaded with them, as on AWS's client
   */
  public static FunctionClasses of(
      HandlerName handler, Host host, String commandLine, boolean isolated) {
    ClassLoader ours = FunctionClasses.class.getClassLoader();
    URL[] path = FunctionPath.of(host.property("user.dir"), LAYERS);
    if (isolated) {
      URL[] others =
          FunctionPath.ofOthers(
              host.property("java.class.path"), ownFolder(), AgentJars.in(commandLine, host));
      FunctionClasses alone = new FunctionClasses(path, new SharedClasses(ours, others));
      if (alone.findResource(handler.resource()) != null
          || ours.getResource(handler.resource()) == null) {
        return alone;
      }
    }
    return new FunctionClasses(path, ours);
  }

  /**
   * Where our jars are, with a slash at its end; our classes themselves where they are in no jar.
   */
  private static String ownFolder() {
    String place =
        FunctionClasses.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.substring(0, place.lastIndexOf('/') + 1);
  }

  /** Whether it is a handler of Nextloop's own, which needs nothing of this. Loads the class. */
  public boolean isNative(HandlerName handler) {
    try {
      return EventHandler.class.isAssignableFrom(Class.forName(handler.className(), false, this));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether the class is there, without loading it. */
  public boolean has(HandlerName handler) {
    return getResource(handler.resource()) != null;
  }
}
