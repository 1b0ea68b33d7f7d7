package dev.nextloop.awscore;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A function's folder as it is deployed: classes at its root, libraries in {@code lib}. */
record Folder(Path root) {

  /**
   * Compiles a class into it.
   *
   * @param name without a package
   * @param jars what it needs beside the tests' class path
   */
  Folder compile(String name, String source, Path... jars) {
    try {
      Path file =
          Files.writeString(Files.createTempDirectory("src").resolve(name + ".java"), source);
      List<String> path = new ArrayList<>();
      for (Path jar : jars) {
        path.add(jar.toString());
      }
      path.add(root.toString());
      path.add(System.getProperty("java.class.path"));
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      boolean done =
          compiler
              .getTask(
                  messages,
                  null,
                  null,
                  List.of(
                      "-d",
                      root.toString(),
                      "-cp",
                      String.join(File.pathSeparator, path),
                      "-nowarn",
                      "-proc:none"),
                  null,
                  compiler
                      .getStandardFileManager(null, null, null)
                      .getJavaFileObjects(file.toFile()))
              .call();
      if (!done) {
        throw new AssertionError(messages.toString());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a library into it. */
  Folder library(Path jar) throws IOException {
    Path lib = Files.createDirectories(root.resolve("lib"));
    Files.copy(jar, lib.resolve(jar.getFileName()));
    return this;
  }

  /** Names a service. */
  Folder service(String type, String provider) throws IOException {
    Path services = Files.createDirectories(root.resolve("META-INF/services"));
    Files.writeString(services.resolve(type), provider);
    return this;
  }
}
