package dev.nextloop.awscore.internal.load;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * What a function sees of the class path that Nextloop runs on: AWS's interfaces, which both sides
 * must share, and nothing of ours. So the function's own Vert.x, Netty or Jackson, of whatever
 * version, meets no other.
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

  SharedClasses(ClassLoader ours) {
    super(ClassLoader.getPlatformClassLoader());
    this.ours = ours;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (isShared(name)) {
      return ours.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected URL findResource(String name) {
    return isSharedResource(name) ? ours.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return isSharedResource(name) ? ours.getResources(name) : Collections.emptyEnumeration();
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
