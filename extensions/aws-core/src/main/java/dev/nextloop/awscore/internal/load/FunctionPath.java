package dev.nextloop.awscore.internal.load;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The class path of a function: its root, then the jars of its {@code lib}, then those of the
 * layers' {@code java/lib}, each folder sorted by name, as AWS's client has it.
 */
final class FunctionPath {
  private static final String JAR = ".jar";

  private FunctionPath() {}

  /**
   * The entries that exist.
   *
   * @param root the function's folder
   * @param layers folder of the layers' Java parts
   */
  static URL[] of(String root, String layers) {
    List<URL> urls = new ArrayList<>();
    urls.add(url(new File(root)));
    addJars(new File(root, "lib"), urls);
    addJars(new File(layers, "lib"), urls);
    return urls.toArray(new URL[0]);
  }

  /**
   * What others have put on the class path of the JVM: the managed runtime, agents, wrappers.
   *
   * @param classPath the JVM's; may be null
   * @param folder our own jars' folder, with a slash at its end
   * @param agents jars that are not in the class path's text
   */
  static URL[] ofOthers(String classPath, String folder, List<String> agents) {
    List<URL> urls = new ArrayList<>();
    StringTokenizer entries =
        new StringTokenizer(classPath == null ? "" : classPath, File.pathSeparator);
    while (entries.hasMoreTokens()) {
      String entry = entries.nextToken();
      if (!entry.startsWith(folder)) {
        urls.add(url(new File(entry)));
      }
    }
    for (String agent : agents) {
      urls.add(url(new File(agent)));
    }
    return urls.toArray(new URL[0]);
  }

  private static void addJars(File folder, List<URL> urls) {
    String[] names = folder.list();
    if (names != null) {
      Arrays.sort(names);
      for (String name : names) {
        if (name.length() > JAR.length() && name.endsWith(JAR)) {
          urls.add(url(new File(folder, name)));
        }
      }
    }
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(file + " can't be a class path entry", e);
    }
  }
}
