package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.State;
import dev.nextloop.emulator.internal.state.Store;

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
    checkQualifier(reference);
    if (function == null) {
      throw notFound(reference);
    }
    return function;
  }

  /** There is one version of each function. */
  void checkQualifier(Arns.FunctionReference reference) {
    if (reference.qualifier() != null && !reference.qualifier().equals(Arns.LATEST)) {
      throw notFound(reference);
    }
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
