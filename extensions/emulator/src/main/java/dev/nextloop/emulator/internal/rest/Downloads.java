package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.Store;
import dev.nextloop.emulator.internal.state.StoredZip;
import io.vertx.ext.web.Router;

/** Serves zips at the places that {@code Code.Location} and {@code Content.Location} name. */
final class Downloads {
  /** Before a zip's SHA-256. */
  static final String PATH = "/_nextloop/zips/";

  private Downloads() {}

  static void mount(Router router, Store store, Responder responder) {
    router
        .getWithRegex(PATH.replace("/", "\\/") + "(?<sha256>[0-9a-f]{64})")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/zip")
                    .sendFile(
                        store.zip(new StoredZip(context.pathParam("sha256"), 0, 0)).toString())
                    .onFailure(
                        failure -> responder.fail(context, AwsError.notFound("The zip is gone."))));
  }
}
