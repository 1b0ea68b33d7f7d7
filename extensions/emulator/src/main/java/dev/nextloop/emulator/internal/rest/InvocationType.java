package dev.nextloop.emulator.internal.rest;

import io.vertx.core.MultiMap;
import java.util.List;

/** The values of {@code X-Amz-Invocation-Type}. */
final class InvocationType {
  static final String REQUEST_RESPONSE = "RequestResponse";
  static final String EVENT = "Event";
  static final String DRY_RUN = "DryRun";

  private static final String HEADER = "X-Amz-Invocation-Type";

  private InvocationType() {}

  static String of(MultiMap headers) {
    String value = headers.get(HEADER);
    List<String> known = List.of(REQUEST_RESPONSE, EVENT, DRY_RUN);
    if (value != null && !known.contains(value)) {
      throw AwsError.constraint(
          "invocationType", value, "Member must satisfy enum value set: " + known);
    }
    return value == null ? REQUEST_RESPONSE : value;
  }
}
