package dev.nextloop.emulator.internal.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Patterns and word lists of AWS's service model, as far as the emulator checks them. */
final class Vocabulary {
  static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
  static final Pattern ROLE =
      Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  static final Pattern HANDLER = Pattern.compile("[^\\s]{1,128}");
  static final Pattern VARIABLE = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");
  static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  static final Pattern LOG_GROUP = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  static final Pattern ARCHITECTURE = Pattern.compile("x86_64|arm64");
  static final List<String> SNAP_START = List.of("None", "PublishedVersions");
  static final List<String> TRACING = List.of("Active", "PassThrough");
  static final List<String> LOG_FORMAT = List.of("JSON", "Text");
  static final List<String> APPLICATION_LEVEL =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
  static final List<String> SYSTEM_LEVEL = List.of("DEBUG", "INFO", "WARN");
  static final Pattern ANY = Pattern.compile("(?s).*");

  /** The names of AWS's runtimes: what layers may be compatible with. */
  static final Pattern RUNTIME =
      Pattern.compile(
          "nodejs(4\\.3(-edge)?|6\\.10|8\\.10|1[0-8]\\.x|2[0-9]\\.x)?"
              + "|java(8|8\\.al2|11|17|21|25)|python(2\\.7|3\\.([6-9]|1[0-4]))"
              + "|dotnetcore[123]\\.[01]|dotnet(6|8|10)|go1\\.x|ruby(2\\.[57]|3\\.[2-4])"
              + "|provided(\\.al2|\\.al2023)?");

  /** What functions may run on here without a stand-in for the managed runtimes. */
  static final List<String> OS_ONLY = List.of("provided.al2023");

  /** What functions may run on with it. */
  static final List<String> WITH_MANAGED_JAVA =
      List.of("provided.al2023", "java17", "java21", "java25");

  /** Variables that Lambda sets itself. */
  static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  /** Members that need what the emulator has not; refused when they say something. */
  static final List<String> NOT_SERVED =
      List.of(
          "AcceleratorConfig",
          "CapacityProviderConfig",
          "CodeSigningConfigArn",
          "DeadLetterConfig",
          "DurableConfig",
          "FileSystemConfigs",
          "ImageConfig",
          "KMSKeyArn",
          "Publish",
          "PublishTo",
          "RuntimeConfig",
          "TenancyConfig",
          "VpcConfig");

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxxx").withZone(ZoneOffset.UTC);

  private Vocabulary() {}

  /** A time as Lambda writes it: {@code 2026-01-01T00:00:00.000+0000}. */
  static String timestamp(Clock clock) {
    return TIMESTAMP.format(Instant.ofEpochMilli(clock.millis()));
  }

  static void refuseNotServed(Input input) {
    for (String member : NOT_SERVED) {
      if (input.says(member)) {
        throw AwsError.invalid(member + " is not served by the local emulator; leave it out.");
      }
    }
  }
}
