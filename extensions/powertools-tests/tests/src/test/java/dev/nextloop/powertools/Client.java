package dev.nextloop.powertools;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** What runs a function. */
enum Client {
  /** AWS's runtime interface client with the jars it comes with, as in the managed runtime. */
  AWS {
    private final String library = NativeClient.unpacked();

    @Override
    List<String> command() {
      String jars =
          Stream.of(
                  AWSLambda.class,
                  Context.class,
                  PojoSerializer.class,
                  SdkInternalThreadLocal.class)
              .map(Client::jar)
              .collect(Collectors.joining(File.pathSeparator));
      return List.of(
          library,
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
          "-cp",
          jars,
          AWSLambda.class.getName());
    }
  },
  /** Nextloop behind the same jars, as the drop-in puts it there. */
  NEXTLOOP {
    @Override
    List<String> command() {
      return List.of(
          "-Dorg.crac.Core.Compat=dev.nextloop.crac",
          "-cp",
          ownClassPath(),
          "dev.nextloop.launch.Main");
    }
  };

  /** The arguments of the JVM up to the handler's name. */
  abstract List<String> command();

  /** That of the tests, without the empty entry that means the working folder: the function's. */
  private static String ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> of) {
    String location = of.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location)).toString();
  }
}
