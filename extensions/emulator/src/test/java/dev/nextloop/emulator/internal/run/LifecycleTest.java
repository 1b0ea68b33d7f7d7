package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.await;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.request;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.emulator.internal.process.Isolation;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queueing, closing, and what is left behind: nothing. */
@Isolated("counts what the whole test JVM has open")
class LifecycleTest {
  private static final String ECHO =
      CURL + "while next; do printf %s \"$EVENT\" | response; done\n";

  @TempDir Path directory;

  @Test
  void runsWaitingInvocationsOneAfterTheOther() throws Exception {
    try (LocalLambda lambda = new LocalLambda(directory)) {
      FunctionRunner runner =
          lambda.launcher.launch(
              lambda.function(
                  CURL
                      + "while next; do echo \"event $EVENT\"; printf %s \"$EVENT\" | response; done\n"));
      List<Future<InvokeResult>> results = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        results.add(runner.invoke(request("" + i)));
      }
      for (int i = 0; i < 12; i++) {
        assertThat(text(await(results.get(i)).payload())).isEqualTo("" + i);
      }
      assertThat(lambda.log.stream().filter(line -> line.startsWith("event ")))
          .containsExactly(
              "event 0",
              "event 1",
              "event 2",
              "event 3",
              "event 4",
              "event 5",
              "event 6",
              "event 7",
              "event 8",
              "event 9",
              "event 10",
              "event 11");
    }
  }

  @Test
  void startsEnvironmentsWhileOthersAreUnpacked() throws Exception {
    Path zip = Zips.write(directory.resolve("zip"), Map.of("bootstrap", ECHO));
    try (LocalLambda lambda = new LocalLambda(directory)) {
      List<Future<InvokeResult>> results = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        FunctionSpec spec = LocalLambda.spec(new Code.Zip(zip), 30, Map.of(), List.of(zip));
        results.add(lambda.launcher.launch(spec).invoke(request("" + i)));
      }
      for (int i = 0; i < 12; i++) {
        assertThat(text(await(results.get(i)).payload())).isEqualTo("" + i);
      }
    }
  }

  @Test
  void refusesAnInvocationThatIsOneTooMany() throws Exception {
    try (LocalLambda lambda =
        new LocalLambda(directory, Isolation.NAMESPACES, RunOptions.INIT_LIMIT, 2)) {
      FunctionRunner runner = lambda.launcher.launch(lambda.function(ECHO));
      List<Future<InvokeResult>> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        taken.add(runner.invoke(request("[1]")));
      }
      assertThatThrownBy(() -> await(runner.invoke(request("[1]"))))
          .hasCauseInstanceOf(FunctionRunner.TooManyRequests.class);
      for (Future<InvokeResult> result : taken) {
        assertThat(text(await(result).payload())).isEqualTo("[1]");
      }
    }
  }

  @Test
  void answersRunningAndWaitingInvocationsWhenItCloses() throws Exception {
    try (LocalLambda lambda = new LocalLambda(directory)) {
      FunctionRunner runner =
          lambda.launcher.launch(lambda.function(CURL + "next; echo runs; sleep 60\n"));
      Future<InvokeResult> running = runner.invoke(request("{}"));
      Future<InvokeResult> waiting = runner.invoke(request("{}"));
      lambda.awaitInLog("runs", 1);

      await(runner.close());

      assertThat(text(await(running).payload())).contains("closed");
      assertThat(text(await(waiting).payload())).contains("closed");
      assertThat(await(runner.invoke(request("{}"))).functionError()).isTrue();
      await(runner.close());
    }
  }

  @ParameterizedTest
  @EnumSource
  void killsEveryDescendantAtTheTimeLimit(Isolation isolation) throws Exception {
    String marker = "escaped-" + UUID.randomUUID();
    try (LocalLambda lambda = new LocalLambda(directory, isolation)) {
      FunctionRunner runner =
          lambda.launcher.launch(
              lambda.function(
                  CURL
                      + "next; for i in 1 2 3; do setsid sh -c 'setsid sh -c \"sleep 300; : "
                      + marker
                      + "\" & sleep 300' "
                      + marker
                      + " & done; while :; do sleep 1; done\n",
                  3,
                  Map.of()));
      Future<InvokeResult> result = runner.invoke(request("{}"));
      Processes.await(marker, 6);

      assertThat(text(await(result).payload())).contains("Sandbox.Timedout");

      assertThat(Processes.with(marker)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Isolation isolation) throws Exception {
    startAndStop(isolation, 3); // what the JDK and Netty load once
    Set<Thread> threads = threads();
    long descriptors = descriptors();

    startAndStop(isolation, 20);

    awaitOnly(threads);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
  }

  private void startAndStop(Isolation isolation, int times) throws Exception {
    Path own = LocalLambda.below(directory, "own-" + times);
    try (LocalLambda lambda = new LocalLambda(own, isolation)) {
      for (int i = 0; i < times; i++) {
        FunctionRunner runner = lambda.launcher.launch(lambda.function(ECHO));
        assertThat(text(invoke(runner, "[1]").payload())).isEqualTo("[1]");
        await(runner.close());
        assertThat(own.resolve("scratch")).isEmptyDirectory();
      }
      Processes.awaitNoneWith(own.toString());
    }
  }

  /** Without the JDK's reapers, which wait a minute for the next process before they end. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().contains("process reaper"))
        .collect(Collectors.toSet());
  }

  /** Threads that were told to end may take a moment. */
  private static void awaitOnly(Set<Thread> expected) throws InterruptedException {
    Set<Thread> more = threads();
    for (int i = 0; i < 500 && !expected.containsAll(more); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
      more = threads();
    }
    more.removeAll(expected);
    assertThat(more).isEmpty();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
