package dev.nextloop.powertools;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native part of AWS's client, unpacked once. The client itself unpacks it to one fixed path at
 * every start, so that two that start at the same time can load half a file.
 */
final class NativeClient {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativeClient() {}

  /** Unpacks it and returns the argument of the JVM that names it. */
  static String unpacked() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String name = "/jni/libaws-lambda-jni.linux-" + (arm ? "aarch_64" : "x86_64") + ".so";
    try (InputStream library = AWSLambda.class.getResourceAsStream(name)) {
      Path file = Files.createTempFile("aws-client", ".so");
      file.toFile().deleteOnExit();
      Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
      return "-D" + PROPERTY + "=" + file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
