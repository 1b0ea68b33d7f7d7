package dev.nextloop.awscore.internal.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/**
 * What a function sees of the class path that Nextloop runs on: AWS's interfaces, which both sides
 * must share, what else the managed runtime has there, and nothing of ours. So the function's own
 * Vert.x, Netty or Jackson, of whatever version, meets no other.
 */
final class SharedClasses extends ClassLoader {
  private static final String[] SHARED = {
    "com.amazonaws.services.lambda.",
    "com.amazonaws.lambda.thirdparty.",
    "org.crac.",
    "dev.nextloop.crac."
  };
  private static final String SERVICES = "META-INF/services/";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader ours;
  private final URLClassLoader runtime;

  /**
   * The shared part of a class path.
   *
   * @param runtime those of its entries that are the managed runtime's, which functions may rely on
   */
  SharedClasses(ClassLoader ours, URL[] runtime) {
    super(ClassLoader.getPlatformClassLoader());
    this.ours = ours;
    // Never loads a class: it only knows what stands in these entries.
    this.runtime = new URLClassLoader(runtime, null);
  }

  /** Asks the JDK first, but for what is known to be no class of it: a miss costs an exception. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isShared(name)) {
      return ours.loadClass(name);
    }
    try {
      return getParent().loadClass(name);
    } catch (ClassNotFoundException e) {
      if (runtime.findResource(name.replace('.', '/') + ".class") == null) {
        throw e;
      }
      return ours.loadClass(name);
    }
  }

  @Override
  protected URL findResource(String name) {
    return isSharedResource(name) ? ours.getResource(name) : runtime.findResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return isSharedResource(name) ? ours.getResources(name) : runtime.findResources(name);
  }

  private static boolean isSharedResource(String name) {
    String path = name.startsWith(SERVICES) ? name.substring(SERVICES.length()) : name;
    return isShared(path.replace('/', '.'));
  }

  private static boolean isShared(String name) {
    for (String start : SHARED) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
