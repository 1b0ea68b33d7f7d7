package dev.nextloop.awscore.internal.load;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * The class loader of a function. It overrides nothing and has no name: either would stand in the
 * stack traces that the function's callers see.
 */
public final class FunctionClasses extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private FunctionClasses(URL[] path, ClassLoader parent) {
    super(path, parent);
  }

  /**
   * The loader for a function.
   *
   * @param root the function's folder
   * @param layers folder of the layers' Java parts
   * @param isolated whether our own libraries are hidden from it. A function that stands on the
   *     class path of the JVM is not isolated: it is loaded with them, as on AWS's client
   */
  public static FunctionClasses of(
      HandlerName handler, String root, String layers, boolean isolated) {
    ClassLoader ours = FunctionClasses.class.getClassLoader();
    URL[] path = FunctionPath.of(root, layers);
    if (isolated) {
      FunctionClasses alone = new FunctionClasses(path, new SharedClasses(ours));
      if (alone.findResource(handler.resource()) != null
          || ours.getResource(handler.resource()) == null) {
        return alone;
      }
    }
    return new FunctionClasses(path, ours);
  }

  /** Whether the class is there, without loading it. */
  public boolean has(HandlerName handler) {
    return getResource(handler.resource()) != null;
  }
}
