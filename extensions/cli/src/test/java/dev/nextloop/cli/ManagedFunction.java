package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.cli.internal.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Functions of AWS's Java interfaces, and the JDKs that they run on. */
final class ManagedFunction {
  private static final Path RUNTIME = new Installation(Checkout.top()).managedRuntime();

  private ManagedFunction() {}

  /** Compiles one into a task root, against the runtime's jars and those given. */
  static void compile(Path root, String name, String source, Path... jars) throws IOException {
    Path sources = Files.createTempDirectory(root.getParent(), "sources");
    Path file = Files.writeString(sources.resolve(name + ".java"), source);
    List<Path> classPath = new ArrayList<>(List.of(jars));
    try (Stream<Path> runtime = Files.list(RUNTIME.resolve("lib"))) {
      runtime.forEach(classPath::add);
    }
    String[] options = {
      "--release",
      "17",
      "-proc:none",
      "-cp",
      classPath.stream().map(Path::toString).collect(Collectors.joining(":")),
      "-d",
      root.toString(),
      file.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
  }

  /** Whether the stand-in for the managed runtime finds a JDK of this version. */
  static boolean hasJdk(int version) throws IOException, InterruptedException {
    String bootstrap = RUNTIME.resolve("bootstrap").toString();
    List<String> command = List.of(bootstrap, "--jdk", Integer.toString(version));
    return Script.run(RUNTIME, System.getenv(), command).exit() == 0;
  }
}
