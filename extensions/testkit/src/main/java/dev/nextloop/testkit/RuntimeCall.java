package dev.nextloop.testkit;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of the Runtime API 2018-06-01, as conditions on recorded requests. Source: AWS Lambda
 * developer guide, "Using the Lambda runtime API for custom runtimes".
 */
public enum RuntimeCall implements Predicate<RecordedRequest> {
  /** The poll for an event. */
  NEXT("GET", "invocation/next"),
  /** The result of an invocation. */
  RESPONSE("POST", "invocation/([^/]*)/response"),
  /** The failure of an invocation. */
  ERROR("POST", "invocation/([^/]*)/error"),
  /** The failure of the initialization. */
  INIT_ERROR("POST", "init/error"),
  /** The wait for the restore of a snapshot. */
  RESTORE_NEXT("GET", "restore/next"),
  /** The failure of a hook after the restore. */
  RESTORE_ERROR("POST", "restore/error"),
  /** Anything else. */
  OTHER("", "");

  private final String method;
  private final Pattern target;

  RuntimeCall(String method, String path) {
    this.method = method;
    this.target = Pattern.compile("/2018-06-01/runtime/" + path);
  }

  /** The call that {@code request} makes; {@link #OTHER} if its method or target is none. */
  public static RuntimeCall of(RecordedRequest request) {
    return Arrays.stream(values())
        .filter(call -> call.method.equals(request.method()))
        .filter(call -> call.target.matcher(request.target()).matches())
        .findFirst()
        .orElse(OTHER);
  }

  /** Whether {@code request} makes this call. */
  @Override
  public boolean test(RecordedRequest request) {
    return of(request) == this;
  }

  /**
   * The request id in the path of a {@link #RESPONSE} or {@link #ERROR}, undecoded.
   *
   * @throws IllegalArgumentException if {@code request} is another call
   */
  public static String requestId(RecordedRequest request) {
    Matcher matcher = of(request).target.matcher(request.target());
    if (!matcher.matches() || matcher.groupCount() == 0) {
      throw new IllegalArgumentException("no request id in the path of " + request);
    }
    return matcher.group(1);
  }
}
