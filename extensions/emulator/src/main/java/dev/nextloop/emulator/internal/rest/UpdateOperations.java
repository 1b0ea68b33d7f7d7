package dev.nextloop.emulator.internal.rest;

import static io.vertx.core.http.HttpMethod.PUT;

import dev.nextloop.emulator.internal.invoke.Runners;
import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.Store;
import dev.nextloop.emulator.internal.state.StoredZip;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

/** Changes a function's code and configuration. */
final class UpdateOperations {
  private final Changes changes;
  private final FunctionLookup lookup;
  private final SettingsReader settings;
  private final Shapes shapes;
  private final Runners runners;
  private final Clock clock;

  UpdateOperations(
      Changes changes,
      FunctionLookup lookup,
      SettingsReader settings,
      Shapes shapes,
      Runners runners,
      Clock clock) {
    this.changes = changes;
    this.lookup = lookup;
    this.settings = settings;
    this.shapes = shapes;
    this.runners = runners;
    this.clock = clock;
  }

  void mount(Routes routes) {
    routes.uploads(PUT, FunctionOperations.FUNCTION + "/code", call -> update(this::code, call));
    routes.changes(
        PUT,
        FunctionOperations.FUNCTION + "/configuration",
        call -> update(this::configuration, call));
  }

  /** How one operation makes the new record out of the old one. */
  @FunctionalInterface
  private interface Update {
    FunctionRecord apply(Store kept, FunctionRecord old, Input input) throws IOException;
  }

  private Future<Answer> update(Update update, Call call) {
    return changes
        .run(
            kept -> {
              FunctionRecord old = lookup.latest(kept.state(), call);
              Input input = Input.parse(call.body());
              checkRevision(input, old);
              FunctionRecord updated = update.apply(kept, old, input);
              if (!updated.equals(old)) {
                kept.put(updated);
              }
              return updated;
            })
        .map(
            updated -> {
              runners.retire(updated.name()).onComplete(retired -> changes.sweep());
              return Answer.json(200, shapes.configuration(updated, null));
            });
  }

  private FunctionRecord code(Store kept, FunctionRecord old, Input input) throws IOException {
    Vocabulary.refuseNotServed(input);
    String architecture = FunctionOperations.architecture(input, old.architecture());
    StoredZip zip = Uploads.keep(kept, input);
    CombinedSize.check(zip, old.settings().layers());
    // DryRun: everything but the change; the zip goes with the next sweep.
    return input.says("DryRun") ? old : changed(old, old.settings(), architecture, zip);
  }

  private FunctionRecord configuration(Store kept, FunctionRecord old, Input input) {
    FunctionSettings updated = settings.update(old.settings(), input, kept.state());
    CombinedSize.check(old.code(), updated.layers());
    return changed(old, updated, old.architecture(), old.code());
  }

  private FunctionRecord changed(
      FunctionRecord old, FunctionSettings settings, String architecture, StoredZip zip) {
    return new FunctionRecord(
        old.name(),
        settings,
        architecture,
        old.tags(),
        zip,
        Vocabulary.timestamp(clock),
        UUID.randomUUID().toString(),
        old.version(),
        old.versions());
  }

  static void checkRevision(Input input, FunctionRecord function) {
    input
        .text("RevisionId")
        .filter(revision -> !revision.equals(function.revisionId()))
        .ifPresent(
            revision -> {
              throw new AwsError(
                  ErrorType.PRECONDITION,
                  "The Revision Id provided does not match the latest Revision Id. Call the"
                      + " GetFunction/GetAlias API to retrieve the latest Revision Id");
            });
  }
}
