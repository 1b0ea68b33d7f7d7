package dev.nextloop.internal.loop;

import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.PolledInvocation;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;

/** The calls that are made once, before there are lanes; each on a connection of its own. */
public final class InitCalls {
  private final Engine engine;
  private final Endpoint endpoint;

  /** Calls over an engine. */
  public InitCalls(Engine engine, Endpoint endpoint) {
    this.engine = engine;
    this.endpoint = endpoint;
  }

  /** Posts to {@code init/error}; yields the HTTP status. */
  public Future<Integer> initError(Outcome.Failure failure) {
    return call(api -> api.initError(failure));
  }

  /** Waits in {@code restore/next}; yields 200 when the process goes on. */
  public Future<Integer> restoreNext() {
    return call(RuntimeApi::restoreNext);
  }

  /** Posts to {@code restore/error}; yields the HTTP status. */
  public Future<Integer> restoreError(Outcome.Failure failure) {
    return call(api -> api.restoreError(failure));
  }

  private Future<Integer> call(Consumer<RuntimeApi> request) {
    LaneLoop loop = engine.loop();
    RuntimeApi api = engine.connect(endpoint);
    Promise<Integer> status = Promise.promise();
    loop.execute(
        () -> {
          api.open(new Once(status));
          request.accept(api);
        });
    return status.future().eventually(api::close);
  }

  /** The one answer. */
  private record Once(Promise<Integer> status) implements RuntimeApi.Events {
    @Override
    public void polled(PolledInvocation invocation) {
      status.tryFail("an event came where none was asked for");
    }

    @Override
    public void posted(int httpStatus) {
      status.tryComplete(httpStatus);
    }

    @Override
    public void restored() {
      status.tryComplete(200);
    }

    @Override
    public void pollFailed(ApiFailure failure) {
      status.tryFail(failure);
    }

    @Override
    public void nothingStreamed(Outcome.Failure failure) {
      status.tryFail("a stream ended where none was begun");
    }

    @Override
    public void postFailed(ApiFailure failure) {
      status.tryFail(failure);
    }
  }
}
