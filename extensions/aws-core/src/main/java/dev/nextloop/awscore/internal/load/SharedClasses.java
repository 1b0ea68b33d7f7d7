package dev.nextloop.awscore.internal.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;

/**
 * What a function sees of the class path that Nextloop runs on: all of it, but nothing of ours. So
 * AWS's interfaces are those of both sides, classes of agents and of the managed runtime are there,
 * and the function's own Vert.x, Netty or Jackson, of whatever version, meets no other.
 */
final class SharedClasses extends ClassLoader {
  /** Ours, whatever jar they stand in. */
  private static final String[] HIDDEN = {
    "dev.nextloop.", "io.vertx.", "io.netty.", "com.fasterxml.jackson.", "tools.jackson."
  };

  private static final String[] HIDDEN_FILES = {"META-INF/vertx/", "META-INF/io.netty."};

  /** Shown even where they stand beside ours; asked for without asking the JDK first. */
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
  private final URLClassLoader others;

  /**
   * The shared part of a class path.
   *
   * @param others those of its entries that are not ours
   */
  SharedClasses(ClassLoader ours, URL[] others) {
    super(ClassLoader.getPlatformClassLoader());
    this.ours = ours;
    // Never loads a class: it only knows what stands in these entries. Asking our own class loader
    // would open every jar of ours at the first class of the function's.
    this.others = new URLClassLoader(others, null);
  }

  /** Asks the JDK first, but for what is known to be no class of it: a miss costs an exception. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (starts(name, SHARED)) {
      return ours.loadClass(name);
    }
    try {
      return getParent().loadClass(name);
    } catch (ClassNotFoundException e) {
      if (starts(name, HIDDEN) || others.findResource(name.replace('.', '/') + ".class") == null) {
        throw e;
      }
      return ours.loadClass(name);
    }
  }

  @Override
  protected URL findResource(String name) {
    String type = type(name);
    if (starts(type, SHARED)) {
      return ours.getResource(name);
    }
    return isHidden(name, type) ? null : others.findResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    String type = type(name);
    if (starts(type, SHARED)) {
      return ours.getResources(name);
    }
    return isHidden(name, type) ? Collections.emptyEnumeration() : others.findResources(name);
  }

  /** The class that a resource stands beside, or the service that it names providers of. */
  private static String type(String resource) {
    String path = resource.startsWith(SERVICES) ? resource.substring(SERVICES.length()) : resource;
    return path.replace('/', '.');
  }

  private static boolean isHidden(String resource, String type) {
    return starts(type, HIDDEN) || starts(resource, HIDDEN_FILES);
  }

  private static boolean starts(String name, String[] packages) {
    for (String start : packages) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
