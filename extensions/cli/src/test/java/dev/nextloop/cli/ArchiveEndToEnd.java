package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.lambda.Answer;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.cli.internal.lambda.NewFunction;
import dev.nextloop.cli.internal.pack.Archive;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.ManagedJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drop-in's archive of classes in the emulator: made there, packed, and used there by another
 * function, whose layer is unpacked anew.
 */
class ArchiveEndToEnd {
  private static final String HANDLER =
      """
      public class Ends {
        public String handle(String event) {
          if (event.equals("end")) {
            System.exit(0);
          }
          return event;
        }
      }
      """;

  @TempDir private Path temp;
  private final Installation installation = new Installation(Checkout.top());
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void isMadeByOneEnvironmentAndStartsAnother(int version) throws Exception {
    assumeTrue(ManagedFunction.hasJdk(version), "needs a JDK " + version);
    ManagedFunction.compile(temp.resolve("classes"), "Ends", HANDLER);
    EmulatorOptions options =
        new EmulatorOptions()
            .port(0)
            .log(log::add)
            .stateDirectory(temp.resolve("state"))
            .managedJava(new ManagedJava(installation.managedRuntime(), System.getenv()));
    Archive dropIn = Archive.EMPTY.with("", installation.dropIn());
    try (LocalLambda local = LocalLambda.start(options)) {
      LambdaClient lambda = local.client(System::nanoTime);
      create(lambda, "making", version, dropIn, Map.of("NEXTLOOP_ARCHIVE_TO", "/tmp"));
      assertThat(lambda.invoke("making", bytes("\"tea\"")).text()).isEqualTo("\"tea\"");
      assumeTrue(log.stream().noneMatch(line -> line.contains("have private directories")));
      Answer ended = lambda.invoke("making", bytes("\"end\""));
      assertThat(ended.text()).as("%s", log).contains("Runtime.ExitError");

      Path archives = copyOfWhatTheFunctionLeft();
      create(
          lambda,
          "using",
          version,
          dropIn.with("nextloop", archives),
          Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"));
      log.clear();

      assertThat(lambda.invoke("using", bytes("\"tea\"")).text()).isEqualTo("\"tea\"");
      assertThat(log)
          .anyMatch(
              line ->
                  line.matches(".*dev\\.nextloop\\.launch\\.Main source: shared objects file.*"))
          .noneMatch(line -> line.contains("left out"))
          .noneMatch(line -> line.contains("[warning]") || line.contains("[error]"));
    }
  }

  private void create(
      LambdaClient lambda, String name, int version, Archive layer, Map<String, String> more) {
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("AWS_LAMBDA_EXEC_WRAPPER", "/opt/nextloop-wrapper");
    lambda.create(
        new NewFunction(
            name,
            "java" + version,
            "Ends::handle",
            Archive.EMPTY.with("", temp.resolve("classes")),
            List.of(lambda.publishLayer(name, layer)),
            variables,
            60,
            512));
  }

  /** Its /tmp lies in the directory that the emulator has noted beside its state. */
  private Path copyOfWhatTheFunctionLeft() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("archives"));
    Path scratch = Path.of(Files.readString(temp.resolve("state/scratch")));
    try (Stream<Path> left = Files.walk(scratch)) {
      for (Path file : left.filter(ArchiveEndToEnd::isOfArchive).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    try (Stream<Path> files = Files.list(copy)) {
      assertThat(files).as("archive and class path; %s", log).hasSize(2);
    }
    return copy;
  }

  private static boolean isOfArchive(Path file) {
    return file.getFileName().toString().matches("[\\d.]+\\.(jsa|aot)(\\.path)?");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
