package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Scope;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which invocation is current where a Vert.x instance serves two clients. */
class ScopeOfTwoClientsTest {
  @Test
  void isNotSharedByTwoClientsOfOneVertx() throws Exception {
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Scope> other = new CompletableFuture<>();
    List<Object> seen = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        ScriptedServer second = ScriptedServer.serving(api("2"))) {
      var clients = new CopyOnWriteArrayList<Nextloop>();
      for (ScriptedServer api : List.of(server, second)) {
        clients.add(
            Client.await(
                Nextloop.of(new FakeHost())
                    .options(NextloopOptions.defaults())
                    .endpoint(Endpoint.parse("API", api.authority()))
                    .on(vertx)
                    .handler(
                        Client.bytes(
                            (event, call) ->
                                Future.fromCompletionStage(other, vertx.getOrCreateContext())
                                    .map(
                                        scope -> {
                                          seen.add(call.scope().current() == call);
                                          if (scope != call.scope()) {
                                            seen.add(scope.current() == null);
                                          }
                                          return Replies.text("x");
                                        })))
                    .start()));
      }
      other.complete(clients.get(1).scope());
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      second.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      assertThat(seen).hasSize(3).containsOnly(true);
      Client.await(clients.get(0).stop());
      Client.await(clients.get(1).stop());
    } finally {
      Client.await(vertx.close());
    }
  }
}
