package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.FunctionRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ARNs of one account in one region, and the names that callers may write in their place.
 *
 * @param region for instance {@code us-east-1}
 * @param account 12 digits
 */
public record Arns(String region, String account) {
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):)?(?:(\\d{12}):)?(?:function:)?"
              + "([a-zA-Z0-9-_]{1,64})(?::(\\$LATEST|[a-zA-Z0-9-_]{1,128}))?");
  private static final Pattern LAYER =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\\d{12}:layer:)?([a-zA-Z0-9-_]{1,140})");
  private static final Pattern LAYER_VERSION =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\\d{12}:layer:([a-zA-Z0-9-_]{1,140}):(\\d{1,18})");

  /** The version that changes. */
  static final String LATEST = FunctionRecord.LATEST;

  /**
   * A function as a caller named it.
   *
   * @param name checked
   * @param qualifier null when absent
   */
  record FunctionReference(String name, String qualifier) {}

  /**
   * A layer version as a caller named it.
   *
   * @param name checked
   * @param version from 1
   */
  record LayerReference(String name, long version) {}

  /** The unqualified ARN of a function. */
  public String function(String name) {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(region, account, name);
  }

  String layer(String name) {
    return "arn:aws:lambda:%s:%s:layer:%s".formatted(region, account, name);
  }

  String layerVersion(String name, long version) {
    return layer(name) + ":" + version;
  }

  /**
   * Takes a name, a partial ARN or an ARN apart.
   *
   * @param qualifier of the query, or null; it and the name's own must not differ
   */
  FunctionReference reference(String text, String qualifier) {
    Matcher match = FUNCTION.matcher(text);
    if (!match.matches()) {
      throw AwsError.constraint(
          "functionName", text, "Member must be a function's name or ARN: " + FUNCTION);
    }
    if ((match.group(1) != null && !match.group(1).equals(region))
        || (match.group(2) != null && !match.group(2).equals(account))) {
      throw AwsError.notFound("Function not found: " + AwsError.shortened(text));
    }
    String own = match.group(4);
    if (own != null && qualifier != null && !own.equals(qualifier)) {
      throw AwsError.invalid(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionReference(match.group(3), own == null ? qualifier : own);
  }

  /** The layer's name out of a name or an ARN. */
  String layerName(String text) {
    Matcher match = LAYER.matcher(text);
    if (!match.matches()) {
      throw AwsError.constraint(
          "layerName", text, "Member must be a layer's name or ARN: " + LAYER);
    }
    if (text.startsWith("arn:") && !text.equals(layer(match.group(1)))) {
      throw AwsError.notFound("Layer not found: " + AwsError.shortened(text));
    }
    return match.group(1);
  }

  /** Takes a layer version's ARN apart. */
  LayerReference layerReference(String arn) {
    Matcher match = LAYER_VERSION.matcher(arn);
    if (!match.matches()) {
      throw AwsError.constraint(
          "layers", arn, "Member must be a layer version's ARN: " + LAYER_VERSION);
    }
    LayerReference found = new LayerReference(match.group(1), Long.parseLong(match.group(2)));
    if (!arn.equals(layerVersion(found.name(), found.version()))) {
      throw AwsError.invalid("Layer version " + AwsError.shortened(arn) + " does not exist.");
    }
    return found;
  }
}
