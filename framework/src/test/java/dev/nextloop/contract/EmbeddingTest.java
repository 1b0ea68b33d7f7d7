package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients inside a program that has a Vert.x of its own, and several in one JVM. */
@ExtendWith(VertxExtension.class)
class EmbeddingTest {

  private static Future<Nextloop> start(Vertx vertx, ScriptedServer server, Set<Thread> threads) {
    return Nextloop.of(new FakeHost())
        .options(NextloopOptions.defaults())
        .endpoint(Endpoint.parse("API", server.authority()))
        .on(vertx)
        .handler(
            (event, call) -> {
              threads.add(Thread.currentThread());
              assertThat(Context.isOnEventLoopThread()).isTrue();
              return vertx.timer(1).map(event + " served");
            },
            new TextCodec(),
            new TextCodec())
        .start();
  }

  @Test
  void servesOnAGivenVertxAndLeavesItOpen(Vertx vertx, VertxTestContext test) {
    ScriptedServer server = ScriptedServer.serving(api("1", "2"));
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    served(vertx, server, threads)
        .compose(answers -> vertx.timer(1).map(answers))
        .onComplete(
            test.succeeding(
                answers ->
                    test.verify(
                        () -> {
                          server.close();
                          assertThat(answers).containsExactly("1 served", "2 served");
                          assertThat(threads).hasSize(1);
                          test.completeNow();
                        })));
  }

  @Test
  void servesTwoClientsOnOneVertx(Vertx vertx, VertxTestContext test) {
    ScriptedServer left = ScriptedServer.serving(api("1", "2"));
    ScriptedServer right = ScriptedServer.serving(api("3", "4"));
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Future.all(served(vertx, left, threads), served(vertx, right, threads))
        .onComplete(
            test.succeeding(
                answers ->
                    test.verify(
                        () -> {
                          left.close();
                          right.close();
                          assertThat(answers.<List<String>>resultAt(0))
                              .containsExactly("1 served", "2 served");
                          assertThat(answers.<List<String>>resultAt(1))
                              .containsExactly("3 served", "4 served");
                          test.completeNow();
                        })));
  }

  private static Future<List<String>> served(
      Vertx vertx, ScriptedServer server, Set<Thread> threads) {
    return start(vertx, server, threads)
        .compose(
            client ->
                vertx
                    .executeBlocking(() -> responses(server, 2))
                    .compose(answers -> client.stop().map(answers)));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTwoClientsOnTwoLoopsApart(EngineUnderTest engine) throws Exception {
    try (ScriptedServer left = ScriptedServer.serving(api("1", "2"));
        ScriptedServer right = ScriptedServer.serving(api("3", "4"));
        Client one = Client.echo(engine, left);
        Client other = Client.echo(engine, right)) {
      assertThat(responses(left, 2)).containsExactly("1", "2");
      Client.await(one.nextloop.stop());
      assertThat(responses(right, 2)).containsExactly("3", "4");
      assertThat(other.nextloop.closed().isComplete()).isFalse();
    }
  }

  @Test
  void startsAVertxOfItsOwnWhenItIsAskedForOneAndClosesIt() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client = Client.echo(EngineUnderTest.DIRECT, server)) {
      Vertx own = client.nextloop.vertx();
      assertThat(client.nextloop.vertx()).isSameAs(own);
      Client.await(own.timer(1));
      Client.await(client.nextloop.stop());
      assertThatThrownBy(() -> own.executeBlocking(() -> 1))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(client.nextloop.vertx()).isSameAs(own);
    }
  }

  @Test
  void startsNoVertxBehindItsEnd() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client = Client.echo(EngineUnderTest.DIRECT, server)) {
      Client.await(client.nextloop.stop());
      assertThatThrownBy(client.nextloop::vertx)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("stopped");
    }
  }

  @Test
  void givesTheVertxThatItWasGiven(Vertx vertx, VertxTestContext test) {
    ScriptedServer server = ScriptedServer.serving(api("1"));
    start(vertx, server, ConcurrentHashMap.newKeySet())
        .compose(
            client -> {
              test.verify(() -> assertThat(client.vertx()).isSameAs(vertx));
              return client.stop();
            })
        .onComplete(
            test.succeeding(
                stopped -> {
                  server.close();
                  test.completeNow();
                }));
  }
}
