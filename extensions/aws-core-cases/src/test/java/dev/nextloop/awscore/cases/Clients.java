package dev.nextloop.awscore.cases;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two clients as they lie in the build. */
final class Clients {
  private static final String NATIVE_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private Clients() {}

  /**
   * AWS's client with all that its pom names.
   *
   * @param directory for its native library, which it would else write to a file in {@code /tmp}
   *     that all its processes share, and fail when two start at once
   */
  static Client ofAws(Path directory)
      throws ReflectiveOperationException, URISyntaxException, IOException {
    // The last one is named nowhere but in AWS's client itself, which ends without it.
    Class<?> traceIds = Class.forName("software.amazon.awssdk.utilslite.SdkInternalThreadLocal");
    String classPath =
        Stream.of(
                jarOf(AWSLambda.class),
                jarOf(RequestStreamHandler.class),
                jarOf(PojoSerializer.class),
                jarOf(traceIds))
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    Path library = directory.resolve("libaws-lambda-jni.so");
    try (InputStream bytes =
        AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + machine + ".so")) {
      Files.copy(bytes, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Client(
        "aws",
        List.of("-D" + NATIVE_LIBRARY + "=" + library),
        classPath,
        AWSLambda.class.getName());
  }

  /** Nextloop with the classes that the build found for it. */
  static Client ofNextloop(Path directory) throws IOException {
    String classPath = Files.readString(directory.resolve("nextloop.classpath")).strip();
    return new Client("nextloop", List.of(), classPath, "dev.nextloop.launch.Main");
  }

  static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
