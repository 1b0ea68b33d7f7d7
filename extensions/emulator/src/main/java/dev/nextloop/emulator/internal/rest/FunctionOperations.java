package dev.nextloop.emulator.internal.rest;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.nextloop.emulator.internal.invoke.Runners;
import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.Store;
import dev.nextloop.emulator.internal.state.StoredZip;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Creates, finds, lists and deletes functions. */
final class FunctionOperations {
  static final String FUNCTIONS = "/2015-03-31/functions";
  static final String FUNCTION = FUNCTIONS + "/:function";

  private final Store store;
  private final Changes changes;
  private final FunctionLookup lookup;
  private final SettingsReader settings;
  private final Shapes shapes;
  private final Runners runners;
  private final Clock clock;

  FunctionOperations(
      Store store,
      Changes changes,
      FunctionLookup lookup,
      SettingsReader settings,
      Shapes shapes,
      Runners runners,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.lookup = lookup;
    this.settings = settings;
    this.shapes = shapes;
    this.runners = runners;
    this.clock = clock;
  }

  void mount(Routes routes) {
    routes.uploads(POST, FUNCTIONS, call -> changes.run(kept -> create(kept, call)));
    routes.reads(GET, FUNCTIONS, this::list);
    routes.reads(
        GET,
        FUNCTION,
        call ->
            Answer.json(
                200, shapes.function(lookup.function(call), lookup.reference(call).qualifier())));
    routes.reads(
        GET,
        FUNCTION + "/configuration",
        call ->
            Answer.json(
                200,
                shapes.configuration(lookup.function(call), lookup.reference(call).qualifier())));
    routes.changes(DELETE, FUNCTION, this::delete);
  }

  private Answer create(Store kept, Call call) throws IOException {
    Input input = Input.parse(call.body());
    String name = lookup.newName(input);
    if (kept.state().functions().containsKey(name)) {
      throw new AwsError(ErrorType.CONFLICT, "Function already exist: " + name);
    }
    input
        .text("PackageType")
        .filter(type -> !type.equals("Zip"))
        .ifPresent(
            type -> {
              throw AwsError.invalid("PackageType must be Zip in the local emulator.");
            });
    FunctionSettings read = settings.create(name, input, kept.state());
    Map<String, String> tags = input.map("Tags", Vocabulary.TAG).orElse(Map.of());
    String architecture = architecture(input, "x86_64");
    Input code =
        input
            .object("Code")
            .orElseThrow(() -> AwsError.constraint("code", null, "Member must not be null"));
    StoredZip zip = Uploads.keep(kept, code);
    CombinedSize.check(zip, read.layers());
    FunctionRecord function =
        new FunctionRecord(
            name,
            read,
            architecture,
            tags,
            zip,
            Vocabulary.timestamp(clock),
            UUID.randomUUID().toString(),
            FunctionRecord.LATEST,
            List.of());
    kept.put(function);
    return Answer.json(201, shapes.configuration(function, null));
  }

  /** The one architecture that a request names. */
  static String architecture(Input input, String otherwise) {
    List<String> named =
        input.texts("Architectures", 1, Vocabulary.ARCHITECTURE).orElse(List.of(otherwise));
    return named.isEmpty() ? otherwise : named.get(0);
  }

  private Answer list(Call call) {
    String version = call.parameter("FunctionVersion");
    if (version != null && !version.equals("ALL")) {
      throw AwsError.constraint(
          "functionVersion", version, "Member must satisfy enum value set: [ALL]");
    }
    Page<FunctionRecord> page = Page.of(store.state().functions(), call, 10_000);
    return Answer.json(200, shapes.functions(page, version == null ? null : Arns.LATEST));
  }

  private Future<Answer> delete(Call call) {
    FunctionRecord function = lookup.function(call);
    if (!function.version().equals(Arns.LATEST)) {
      throw AwsError.invalid(
          "A version can't be deleted alone in the local emulator; delete the function.");
    }
    if (lookup.reference(call).qualifier() != null) {
      throw AwsError.invalid("$LATEST version cannot be deleted without deleting the function.");
    }
    return changes
        .run(
            kept -> {
              kept.removeFunction(function.name());
              return Answer.empty(204);
            })
        .onSuccess(done -> runners.retire(function.name()).onComplete(retired -> changes.sweep()));
  }
}
