package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.State;
import dev.nextloop.emulator.internal.state.Store;
import java.util.Optional;

/** Finds the function that a call's path and qualifier name. */
final class FunctionLookup {
  private final Store store;
  private final Arns arns;

  FunctionLookup(Store store, Arns arns) {
    this.store = store;
    this.arns = arns;
  }

  Arns.FunctionReference reference(Call call) {
    return arns.reference(call.path().get("function"), call.parameter("Qualifier"));
  }

  FunctionRecord function(Call call) {
    return function(store.state(), call);
  }

  /** The function of a reading call, or of a change, which must read the state it changes. */
  FunctionRecord function(State state, Call call) {
    Arns.FunctionReference reference = reference(call);
    FunctionRecord function = state.functions().get(reference.name());
    return Optional.ofNullable(function)
        .flatMap(found -> qualified(found, reference.qualifier()))
        .orElseThrow(() -> notFound(reference));
  }

  /** The function of a change, which can't be made to a version. */
  FunctionRecord latest(State state, Call call) {
    FunctionRecord function = function(state, call);
    if (!function.version().equals(Arns.LATEST)) {
      throw AwsError.invalid("A published version can't be changed; leave the qualifier out.");
    }
    return function;
  }

  /**
   * The version that a qualifier names.
   *
   * @param qualifier null for the one that changes
   */
  static Optional<FunctionRecord> qualified(FunctionRecord function, String qualifier) {
    return qualifier == null || qualifier.equals(Arns.LATEST)
        ? Optional.of(function)
        : function.version(qualifier);
  }

  AwsError notFound(Arns.FunctionReference reference) {
    String suffix = reference.qualifier() == null ? "" : ":" + reference.qualifier();
    return AwsError.notFound("Function not found: " + arns.function(reference.name()) + suffix);
  }

  /** The checked name that CreateFunction gives. */
  String newName(Input input) {
    String text =
        input
            .text("FunctionName")
            .orElseThrow(
                () -> AwsError.constraint("functionName", null, "Member must not be null"));
    Arns.FunctionReference reference = arns.reference(text, null);
    if (reference.qualifier() != null) {
      throw AwsError.constraint("functionName", text, "Member must not have a qualifier");
    }
    return reference.name();
  }
}
