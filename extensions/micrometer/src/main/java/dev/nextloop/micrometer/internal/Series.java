package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Meter;

/**
 * One metric of a line.
 *
 * @param id the meter that it is of
 * @param name as CloudWatch has it
 * @param definition what the directive says of it
 * @param member the beginning of the member that holds its value
 * @param dimensions what tells it from its namesakes
 * @param pending what is to be written
 */
record Series(
    Meter.Id id,
    String name,
    String definition,
    String member,
    Dimensions dimensions,
    Pending pending) {

  static Series of(Meter.Id id, String name, String unit, Dimensions dimensions, Pending pending) {
    String quoted = JsonText.quoted(name);
    return new Series(
        id,
        name,
        "{\"Name\":" + quoted + ",\"Unit\":\"" + unit + "\"}",
        "," + quoted + ":",
        dimensions,
        pending);
  }
}
