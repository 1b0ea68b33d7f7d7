package dev.nextloop.emulator.internal.runtimeapi;

import java.util.Map;

/**
 * Where a runtime stands in its talk with the Runtime API, as AWS's Runtime Interface Emulator has
 * it. The moves that a call of the runtime may make are {@link #after}; the server itself makes
 * three more: {@code Ready} to {@code Running} when an event goes out, from the two answer states
 * to {@code RuntimeResponseSentState} when the body has been read, and {@code RestoreReady} to
 * {@code Restoring} when a copy of the snapshot starts.
 */
enum RuntimeState {
  STARTED("Started"),
  INIT_ERROR("InitError"),
  READY("Ready"),
  RUNNING("Running"),
  INVOCATION_RESPONSE("InvocationResponse"),
  INVOCATION_ERROR_RESPONSE("InvocationErrorResponse"),
  RESPONSE_SENT("RuntimeResponseSentState"),
  RESTORE_READY("RestoreReady"),
  RESTORING("Restoring"),
  RESTORE_ERROR("RuntimeRestoreErrorState");

  private static final Map<RuntimeState, Map<Call, RuntimeState>> MOVES =
      Map.of(
          STARTED,
              Map.of(
                  Call.NEXT, READY,
                  Call.INIT_ERROR, INIT_ERROR,
                  Call.RESTORE_NEXT, RESTORE_READY),
          INIT_ERROR, Map.of(),
          READY, Map.of(Call.NEXT, READY),
          RUNNING,
              Map.of(
                  Call.NEXT, RUNNING,
                  Call.RESPONSE, INVOCATION_RESPONSE,
                  Call.ERROR, INVOCATION_ERROR_RESPONSE),
          INVOCATION_RESPONSE, Map.of(),
          INVOCATION_ERROR_RESPONSE, Map.of(),
          RESPONSE_SENT, Map.of(Call.NEXT, READY),
          RESTORE_READY, Map.of(),
          RESTORING,
              Map.of(
                  Call.NEXT, READY,
                  Call.RESTORE_ERROR, RESTORE_ERROR,
                  Call.INIT_ERROR, RESTORE_ERROR),
          RESTORE_ERROR, Map.of());

  /** The name in the text of a 403. */
  final String text;

  RuntimeState(String text) {
    this.text = text;
  }

  /** The state after a call, or null when the call isn't allowed now. */
  RuntimeState after(Call call) {
    return MOVES.get(this).get(call);
  }
}
