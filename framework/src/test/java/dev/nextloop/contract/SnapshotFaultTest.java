package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static dev.nextloop.contract.Events.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.spi.SnapshotAware;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls around a snapshot: init/error, restore/next, restore/error. */
@Execution(ExecutionMode.CONCURRENT)
class SnapshotFaultTest {
  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";

  private record Hooks(Supplier<Future<Void>> before, Supplier<Future<Void>> after)
      implements SnapshotAware {
    @Override
    public Future<Void> beforeCheckpoint() {
      return before.get();
    }

    @Override
    public Future<Void> afterRestore() {
      return after.get();
    }
  }

  private static Supplier<Future<Void>> noting(List<String> notes, String note) {
    return () -> {
      notes.add(note);
      return Future.succeededFuture();
    };
  }

  private static final Supplier<Future<Void>> FINE = Future::succeededFuture;

  /** Every way in which a hook can fail. */
  private static final List<Supplier<Future<Void>>> FAILING =
      List.of(
          () -> Future.failedFuture("failed"),
          () -> {
            throw new IllegalStateException("thrown");
          },
          () -> {
            throw new NoClassDefFoundError("error");
          },
          () -> null);

  private static Client.Setup snapStart(EngineUnderTest engine, ScriptedServer server) {
    FakeHost host = new FakeHost().with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    return Client.of(engine, server, host);
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheHooksInReverseAndInOrderAndThenPolls(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            snapStart(engine, server)
                .snapshot(new Hooks(noting(notes, "before a"), noting(notes, "after a")))
                .snapshot(new Hooks(noting(notes, "before b"), noting(notes, "after b")))
                .start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(notes).containsExactly("before b", "before a", "after a", "after b");
      assertThat(server.requests().get(0)).matches(RuntimeCall.RESTORE_NEXT);
    }
  }

  private static ClientFailure failure(
      EngineUnderTest engine, RuntimeApiScript api, SnapshotAware hooks, RuntimeCall... calls)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      ClientFailure failure = snapStart(engine, server).snapshot(hooks).startFailing();
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).extracting(RuntimeCall::of).containsExactly(calls);
      RecordedRequest post = server.requests().get(calls.length - 1);
      assertThat(post.header(TYPE)).isEqualTo(failure.type());
      return failure;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWith64WhenAHookFailsBeforeTheSnapshot(EngineUnderTest engine) throws Exception {
    for (Supplier<Future<Void>> failing : FAILING) {
      Hooks hooks = new Hooks(failing, FINE);
      assertThat(failure(engine, api(), hooks, RuntimeCall.INIT_ERROR).exitCode()).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWith65WhenAHookFailsAfterTheRestore(EngineUnderTest engine) throws Exception {
    for (Supplier<Future<Void>> failing : FAILING) {
      Hooks hooks = new Hooks(FINE, failing);
      RuntimeCall[] calls = {RuntimeCall.RESTORE_NEXT, RuntimeCall.RESTORE_ERROR};
      assertThat(failure(engine, api(), hooks, calls).exitCode()).isEqualTo(65);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWith64WhenTheRestoreIsRefused(EngineUnderTest engine) throws Exception {
    List<Script> refusals =
        List.of(status(403), status(410), status(500), status(503), Script.script().rst());
    for (Script refusal : refusals) {
      RuntimeApiScript api = api().onEvery(RuntimeCall.RESTORE_NEXT, refusal);
      RuntimeCall[] calls = {RuntimeCall.RESTORE_NEXT, RuntimeCall.INIT_ERROR};
      ClientFailure failure = failure(engine, api, new Hooks(FINE, FINE), calls);
      assertThat(failure.exitCode()).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void tellsTheOthersAlthoughOneFails(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      ClientFailure failure =
          snapStart(engine, server)
              .snapshot(new Hooks(noting(notes, "before a"), FINE))
              .snapshot(new Hooks(FAILING.get(1), FINE))
              .snapshot(new Hooks(FAILING.get(0), FINE))
              .startFailing();
      assertThat(failure).hasMessageContaining("failed");
      assertThat(notes).containsExactly("before a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsHooksBlock(EngineUnderTest engine) throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    Supplier<Future<Void>> noting =
        () -> {
          threads.add(Thread.currentThread().getName());
          return Future.succeededFuture();
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client = snapStart(engine, server).snapshot(new Hooks(noting, noting)).start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(threads).containsExactly("nextloop-snapshot", "nextloop-snapshot");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsNoSocketButThatOfTheRestoreAndPollsOnAnother(EngineUnderTest engine) throws Exception {
    List<Integer> open = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"))) {
      Supplier<Future<Void>> counting =
          () -> {
            server.awaitOpenConnections(0, LIMIT);
            open.add(server.connections());
            return Future.succeededFuture();
          };
      try (Client client =
          snapStart(engine, server).snapshot(new Hooks(counting, counting)).start()) {
        assertThat(responses(server, 1)).containsExactly("1");
        assertThat(open).containsExactly(0, 1);
        assertThat(client.host.log()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void restoresSeveralTimesFromOneInitWhereAsked(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    FakeHost host =
        new FakeHost()
            .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
            .with("NEXTLOOP_SNAPSHOT_CYCLES", "2");
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server, host)
                .snapshot(new Hooks(noting(notes, "before"), noting(notes, "after")))
                .start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(notes).containsExactly("before", "after", "after");
      assertThat(server.requests(RuntimeCall.RESTORE_NEXT)).hasSize(2);
      assertThat(client.host).isSameAs(host);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void endsAsAwsDoesInAManagedJavaRuntime(EngineUnderTest engine) throws Exception {
    FakeHost host =
        new FakeHost()
            .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
            .with("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      ClientFailure failure =
          Client.of(engine, server, host).snapshot(new Hooks(FINE, FAILING.get(0))).startFailing();
      assertThat(failure.exitCode()).isEqualTo(64);
      assertThat(failure.type()).isEqualTo("Runtime.AfterRestoreError");
    }
  }

  @Test
  void refusesANumberOfCyclesThatMakesNoSense() {
    FakeHost host =
        new FakeHost()
            .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
            .with("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
            .with("NEXTLOOP_SNAPSHOT_CYCLES", "0");
    assertThatThrownBy(() -> Nextloop.of(host).handler(Client.ECHO).start())
        .hasMessage("NEXTLOOP_SNAPSHOT_CYCLES is '0'; it must be 1 to 100");
  }

  // F131: what becomes of the report changes nothing
  @ParameterizedTest
  @EnumSource
  void endsWithTheSameCodeWhenTheReportIsRefused(EngineUnderTest engine) throws Exception {
    for (Script refusal : List.of(status(403), status(500), Script.script().rst())) {
      RuntimeApiScript api =
          api()
              .onEvery(RuntimeCall.INIT_ERROR, refusal)
              .onEvery(RuntimeCall.RESTORE_ERROR, refusal);
      Hooks before = new Hooks(FAILING.get(0), FINE);
      assertThat(failure(engine, api, before, RuntimeCall.INIT_ERROR).exitCode()).isEqualTo(64);
      Hooks after = new Hooks(FINE, FAILING.get(0));
      RuntimeCall[] calls = {RuntimeCall.RESTORE_NEXT, RuntimeCall.RESTORE_ERROR};
      assertThat(failure(engine, api, after, calls).exitCode()).isEqualTo(65);
    }
  }
}
