package dev.nextloop.opentelemetry.internal;

import dev.nextloop.FunctionError;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** How a failure stands on a span. */
final class Failures {
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final int LONGEST = 1_024;

  private Failures() {}

  /** Status, type, and the exception itself. */
  static void record(Span span, Throwable failure) {
    failed(span, type(failure), message(failure));
    try {
      span.recordException(failure);
    } catch (RuntimeException | StackOverflowError unreadable) {
      // The exception's own methods fail; its class says what there is to say.
      span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, failure.getClass().getName()));
    }
  }

  /** Status and type of a failure without an exception. */
  static void failed(Span span, String type, String description) {
    span.setAttribute(ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR, description);
  }

  private static String type(Throwable failure) {
    return failure instanceof FunctionError error ? error.type() : failure.getClass().getName();
  }

  private static String message(Throwable failure) {
    try {
      String message = failure.getMessage();
      return message == null ? "" : cut(message);
    } catch (RuntimeException | StackOverflowError unreadable) {
      return "";
    }
  }

  /** Not longer than an attribute needs to be. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
