package dev.nextloop.emulator.internal.invoke;

import dev.nextloop.emulator.internal.run.FunctionRunner;
import dev.nextloop.emulator.internal.run.FunctionSpec;
import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import dev.nextloop.emulator.internal.run.Launcher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The runner of each function as it is now. One that is retired takes no more invocations, lets
 * those that run finish, and is then closed. Used on one event loop.
 */
public final class Runners {
  private final Launcher launcher;
  private final Map<FunctionSpec, Active> active = new HashMap<>();
  private final Set<Active> retiring = new HashSet<>();
  private boolean closed;

  /** Launches with one launcher. */
  public Runners(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Runs an invocation on the function's runner, which is launched when there is none. */
  public Future<InvokeResult> invoke(FunctionSpec spec, InvokeRequest request) {
    if (closed) {
      return Future.failedFuture(new IllegalStateException("the emulator is stopping"));
    }
    return active.computeIfAbsent(spec, each -> new Active(launcher.launch(each))).invoke(request);
  }

  /** Retires what runs under a name; completes when its processes have ended. */
  public Future<Void> retire(String name) {
    return retire(active.keySet().stream().filter(spec -> spec.name().equals(name)).toList());
  }

  /** Retires everything that runs now; the next invocations start anew. */
  public Future<Void> retireAll() {
    return retire(List.copyOf(active.keySet()));
  }

  private Future<Void> retire(List<FunctionSpec> specs) {
    return Future.join(specs.stream().map(active::remove).map(Active::retire).toList()).mapEmpty();
  }

  /** Ends everything; running invocations end with an error. */
  public Future<Void> close() {
    closed = true;
    List<Active> all = Stream.concat(active.values().stream(), retiring.stream()).toList();
    active.clear();
    return Future.join(all.stream().map(Active::close).toList()).mapEmpty();
  }

  /** A runner and how many of its invocations run. */
  private final class Active {
    private final FunctionRunner runner;
    private final Promise<Void> ended = Promise.promise();
    private int running;
    private boolean closing;

    Active(FunctionRunner runner) {
      this.runner = runner;
    }

    Future<InvokeResult> invoke(InvokeRequest request) {
      running++;
      return runner
          .invoke(request)
          .onComplete(
              done -> {
                running--;
                if (retiring.contains(this)) {
                  closeWhenIdle();
                }
              });
    }

    Future<Void> retire() {
      retiring.add(this);
      closeWhenIdle();
      return ended.future();
    }

    private void closeWhenIdle() {
      if (running == 0) {
        close();
      }
    }

    Future<Void> close() {
      if (!closing) {
        closing = true;
        retiring.remove(this);
        runner.close().onComplete(ended);
      }
      return ended.future();
    }
  }
}
