package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nextloop.emulator.internal.process.Isolation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own Java client, unmodified, against our Runtime API. */
class AwsRuntimeClientTest {
  @TempDir Path directory;

  /** Answers each event with itself; fails on the event {@code "fail"}. */
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      byte[] event = input.readAllBytes();
      if (new String(event, StandardCharsets.UTF_8).equals("\"fail\"")) {
        throw new IllegalStateException("failed with " + context.getFunctionName());
      }
      output.write(event);
    }
  }

  @Test
  void echoesAndReportsErrors() throws Exception {
    Path root = Files.createDirectory(directory.resolve("task"));
    copyClientAndHandler(root);
    Path bootstrap =
        Files.writeString(
            root.resolve("bootstrap"),
            "#!/bin/sh\nexec java -Xmx64m -cp '/var/task:/var/task/lib/*'"
                + " com.amazonaws.services.lambda.runtime.api.client.AWSLambda '"
                + Echo.class.getName()
                + "::handleRequest'\n");
    assertThat(bootstrap.toFile().setExecutable(true, false)).isTrue();

    try (LocalLambda lambda =
        new LocalLambda(
            directory, Isolation.NAMESPACES, Path.of(System.getProperty("java.home")))) {
      lambda.assumeNamespaces();
      FunctionRunner runner =
          lambda.launcher.launch(
              LocalLambda.spec(new Code.Directory(root), 60, Map.of(), List.of()));

      for (int i = 0; i < 100; i++) {
        InvokeResult result = invoke(runner, "{\"n\":" + i + "}");
        assertThat(text(result.payload())).isEqualTo("{\"n\":" + i + "}");
        assertThat(result.functionError()).isFalse();
      }
      InvokeResult failed = invoke(runner, "\"fail\"");
      assertThat(failed.functionError()).isTrue();
      assertThat(text(failed.payload()))
          .contains("failed with echo", "java.lang.IllegalStateException");
      assertThat(text(invoke(runner, "[]").payload())).isEqualTo("[]");
    }
  }

  private static void copyClientAndHandler(Path root) throws IOException {
    Path library = Files.createDirectory(root.resolve("lib"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (jar.getFileName() != null && jar.getFileName().toString().startsWith("aws-lambda-java")) {
        Files.copy(jar, library.resolve(jar.getFileName()));
      }
    }
    String name = Echo.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(root.resolve(name).getParent());
    try (InputStream compiled = Echo.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(compiled, root.resolve(name));
    }
  }
}
