package dev.nextloop.emulator.internal.rest;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.Store;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** Publishes and lists the versions of functions. */
final class VersionOperations {
  private static final String VERSIONS = FunctionOperations.FUNCTION + "/versions";

  private final Changes changes;
  private final FunctionLookup lookup;
  private final Shapes shapes;

  VersionOperations(Changes changes, FunctionLookup lookup, Shapes shapes) {
    this.changes = changes;
    this.lookup = lookup;
    this.shapes = shapes;
  }

  void mount(Routes routes) {
    routes.changes(POST, VERSIONS, call -> changes.run(kept -> publish(kept, call)));
    routes.reads(GET, VERSIONS, this::list);
  }

  private Answer publish(Store kept, Call call) throws IOException {
    FunctionRecord function = lookup.latest(kept.state(), call);
    Input input = Input.parse(call.body());
    Vocabulary.refuseNotServed(input);
    UpdateOperations.checkRevision(input, function);
    checkCode(input, function);
    String description = input.text("Description", 256).orElse(function.settings().description());
    int versions = function.versions().size();
    if (versions > 0 && function.runsLike(function.versions().get(versions - 1))) {
      // AWS, too, publishes nothing when nothing has changed.
      return answer(function.versions().get(versions - 1));
    }
    FunctionSettings described = function.settings().described(description);
    FunctionRecord updated = function.publish(described, UUID.randomUUID().toString());
    kept.put(updated);
    return answer(updated.versions().get(versions));
  }

  private Answer answer(FunctionRecord version) {
    return Answer.json(201, shapes.configuration(version, version.version()));
  }

  private static void checkCode(Input input, FunctionRecord function) {
    input
        .text("CodeSha256")
        .filter(hash -> !hash.isEmpty() && !hash.equals(function.code().base64()))
        .ifPresent(
            hash -> {
              throw AwsError.invalid(
                  "CodeSHA256 ("
                      + AwsError.shortened(hash)
                      + ") is different from current CodeSHA256 in $LATEST ("
                      + function.code().base64()
                      + "). Please try again with the CodeSHA256 in $LATEST.");
            });
  }

  private Answer list(Call call) {
    FunctionRecord function = lookup.function(call);
    NavigableMap<String, FunctionRecord> all = new TreeMap<>();
    all.put("", function);
    function.versions().forEach(each -> all.put("%9s".formatted(each.version()), each));
    return Answer.json(200, shapes.versions(Page.of(all, call, 10_000)));
  }
}
