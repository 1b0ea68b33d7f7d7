package dev.nextloop.emulator.internal.runtimeapi;

/** The calls that move a runtime from state to state; each knows the state its refusal names. */
enum Call {
  NEXT("Ready"),
  RESPONSE("InvocationResponse"),
  ERROR("InvocationErrorResponse"),
  INIT_ERROR("InitError"),
  RESTORE_NEXT("Ready"),
  RESTORE_ERROR("RuntimeRestoreErrorState");

  /** The target's name in the text of a 403. */
  final String target;

  Call(String target) {
    this.target = target;
  }
}
