package dev.nextloop.dropin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of AWS's managed runtimes as others have seen and published them; docs/drop-in.md
 * has the sources. The program itself is left out.
 */
enum Seen {
  /** Written down on Lambda with 512 MB, October 2023. */
  JAVA_11(
      "-XX:MaxHeapSize=445645k -XX:MaxMetaspaceSize=52429k -XX:ReservedCodeCacheSize=26214k"
          + " -XX:+UseSerialGC -javaagent:/var/runtime/amzn-log4j-security-jdk11-0.1alpha.jar"
          + " -Xshare:on -XX:SharedArchiveFile=/var/lang/lib/server/runtime.jsa"
          + " -XX:-TieredCompilation -Djava.net.preferIPv4Stack=true -XX:+ErrorFileToStderr"
          + " -Dorg.crac.Core.Compat=org.crac.inmemory -classpath"
          + " /var/runtime/lib/aws-lambda-java-core-1.2.3.jar:"
          + "/var/runtime/lib/aws-lambda-java-runtime-0.2.0.jar:"
          + "/var/runtime/lib/aws-lambda-java-serialization-0.2.0.jar:"
          + "/var/runtime/lib/org-crac-inmemory-0.1.0.jar lambdainternal.AWSLambda"),
  /** Written down on Lambda with 512 MB, October 2023. */
  JAVA_17(
      "-XX:MaxHeapSize=445645k"
          + " -javaagent:/var/runtime/lib/Log4jHotPatch.jar=log4jFixerVerbose=false"
          + " -XX:+UseSerialGC -Xshare:on"
          + " -XX:SharedArchiveFile=/var/lang/lib/server/runtime.jsa -XX:+TieredCompilation"
          + " -XX:TieredStopAtLevel=1 --add-opens=java.base/java.io=ALL-UNNAMED"
          + " -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
          + " -Djava.net.preferIPv4Stack=true -XX:+ErrorFileToStderr"
          + " -Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
          + "/var/runtime/lib/jni/libaws-lambda-jni.linux-x86_64.so -classpath"
          + " /var/runtime/lib/aws-lambda-java-core-1.2.3.jar:"
          + "/var/runtime/lib/aws-lambda-java-runtime-interface-client-2.4.1-linux-x86_64.jar:"
          + "/var/runtime/lib/aws-lambda-java-serialization-1.1.2.jar"
          + " com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
          + " com.sigpwned.lambdainternals.App::handleRequest");

  private static final String CRAC = "-Dorg.crac.Core.Compat=";

  private final String line;

  Seen(String line) {
    this.line = line;
  }

  List<String> arguments() {
    return List.of(line.split(" "));
  }

  /** What the wrapper must make of it. */
  List<String> onNextloop(Layer layer) throws IOException {
    List<String> expected = new ArrayList<>(arguments());
    expected.removeIf(argument -> argument.startsWith(CRAC));
    int path = expected.indexOf("-classpath") + 1;
    expected.set(path, expected.get(path) + layer.jars());
    expected.remove(path + 1);
    expected.addAll(path + 1, layer.main());
    return expected;
  }
}
