package dev.nextloop.logging.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Nextloop;
import dev.nextloop.Reply;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import dev.nextloop.spi.Body;
import java.util.ArrayList;
import java.util.List;

/** Has the keys of several libraries follow the invocations of one client. */
public final class Following {
  private final InvocationMdc[] keys;

  private Following(List<InvocationMdc> keys) {
    this.keys = keys.toArray(new InvocationMdc[0]);
  }

  /** Adds to the client what it takes. */
  public static void add(Nextloop.Builder client, List<Backend> backends, CurrentIds ids) {
    List<InvocationMdc> all = new ArrayList<>();
    for (Backend backend : backends) {
      InvocationMdc mdc = backend.follow(ids);
      if (mdc != null) {
        all.add(mdc);
      }
    }
    if (!all.isEmpty()) {
      client.with(new Following(all).middleware());
    }
  }

  /** So that keys are there also in a handler that reads them and never logs. */
  private Middleware<Body, Reply> middleware() {
    return next ->
        (event, invocation) -> {
          begin(invocation);
          return next.handle(event, invocation);
        };
  }

  private void begin(Invocation invocation) {
    for (InvocationMdc mdc : keys) {
      mdc.begin(invocation);
    }
  }
}
