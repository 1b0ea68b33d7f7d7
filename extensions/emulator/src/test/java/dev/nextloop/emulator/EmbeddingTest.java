package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.invoke.Execution;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The emulator inside another program: quick to start, many at once, nothing left behind. */
class EmbeddingTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  private final byte[] zip = Zips.of("bootstrap", "#!/bin/sh\n");

  @Test
  void runsTenAtOnceThatKnowNothingOfEachOther() {
    ServiceModel model = ServiceModel.ofBotocore();
    List<Emulator> ten =
        IntStream.range(0, 10).mapToObj(i -> emulators.startReal(new EmulatorOptions())).toList();
    for (int i = 0; i < 10; i++) {
      new RestClient(ten.get(i), model).createFunction("f" + i, zip);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(
              new RestClient(ten.get(i), model)
                  .call("ListFunctions", "GET", RestClient.FUNCTIONS, null)
                  .json()
                  .get("Functions"))
          .extracting(f -> f.get("FunctionName").asText())
          .containsExactly("f" + i);
    }
    assertThat(ten.stream().map(Emulator::port).distinct()).hasSize(10);
  }

  private static String get(Emulator emulator) {
    try (InputStream answer =
        URI.create(emulator.endpoint() + RestClient.FUNCTIONS).toURL().openStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesAGivenVertxOpenAndUsable() {
    Vertx vertx = Vertx.vertx();
    try {
      Emulator first = emulators.startReal(new EmulatorOptions().vertx(vertx));
      Emulator second = emulators.startReal(new EmulatorOptions().vertx(vertx));
      emulators.stop(first);

      assertThat(get(second)).isEqualTo("{\"Functions\":[]}");
      emulators.stop(second);
      assertThat(Emulators.await(vertx.executeBlocking(() -> "open"))).isEqualTo("open");
    } finally {
      Emulators.await(vertx.close());
    }
  }

  @Test
  void endsItsThreadsAndDeletesItsFilesAtStop() throws IOException {
    Queue<Path> scratch = new ConcurrentLinkedQueue<>();
    Emulator emulator =
        Emulators.await(
            Emulator.start(
                new EmulatorOptions(),
                (vertx, directory) -> {
                  scratch.add(directory);
                  return new Execution(ScriptedLauncher.echo(), Future::succeededFuture);
                }));
    new RestClient(emulator, ServiceModel.ofBotocore()).createFunction("f", zip);
    Files.writeString(scratch.element().resolve("left"), "");

    Emulators.await(emulator.stop());

    assertThat(scratch.element()).doesNotExist();
  }

  @Test
  void endsRunningEnvironmentsWhenRecycled() {
    ScriptedLauncher launcher = ScriptedLauncher.echo();
    Emulator emulator = emulators.start(new EmulatorOptions(), launcher);
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());
    client.createFunction("f", zip);
    client.invoke("f", "{}");

    Emulators.await(emulator.recycle());
    assertThat(launcher.closed).hasValue(1);
    client.invoke("f", "{}");
    assertThat(launcher.launched).hasSize(2);
  }
}
