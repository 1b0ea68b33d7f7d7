package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole functions in processes of their own. */
class FunctionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String CAUSE = "Lambda-Runtime-Function-XRay-Error-Cause";

  private static RuntimeApiScript events(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  private static RecordedRequest response(ScriptedServer server, int count) throws Exception {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT).get(count - 1);
  }

  private static String name(String handler) {
    return Functions.class.getName() + "$" + handler;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Echo|{\"a\":1}|{\"a\":1}",
        "Echo::handleRequest|[]|[]",
        "Upper|{\"text\":\"abc\"}|{\"upper\":\"ABC\"}",
        "Bodies|{\"Records\":[{\"body\":\"one\"},{\"body\":\"two\"}]}|[\"one\",\"two\"]",
        "Methods::twice|21|42",
        "Methods::fixed|{}|\"fixed\"",
        "Methods::nothing|{}|null",
        "Methods::first|[\"a\",\"b\"]|\"a\"",
        "Methods::bytes|{}|raw",
        "Methods::read|{}|null"
      })
  void answersAsOnAwssClient(String handler, String event, String answer) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events(event, event));
        Child child = Child.named(name(handler), server.authority()).start()) {
      RecordedRequest second = response(server, 2);
      assertThat(second.text()).isEqualTo(answer);
      assertThat(second.header("Content-Type")).isEqualTo("application/json");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void tellsWhatAHandlerThrewAndGoesOn() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("\"gold\"", "\"fine\""));
        Child child = Child.named(name("Throws"), server.authority()).start()) {
      assertThat(response(server, 1).text()).isEqualTo("\"fine\"");
      RecordedRequest error = server.requests(RuntimeCall.ERROR).get(0);
      int line = line(error.text());
      String frame = "dev.nextloop.awscore.Functions$Throws.handleRequest(Functions.java:";
      assertThat(error.text())
          .isEqualTo(
              "{\"errorMessage\":\"no \\\"gold\\\" <here> \u00e9\",\"errorType\":"
                  + "\"java.lang.IllegalStateException\",\"stackTrace\":[\""
                  + frame
                  + line
                  + ")\",\""
                  + frame
                  + bridge(error.text())
                  + ")\"]}");
      assertThat(error.header(ERROR_TYPE)).isEqualTo("Runtime.UserException");
      assertThat(error.header(CAUSE))
          .startsWith("{\"working_directory\":\"" + System.getProperty("user.dir") + "\"")
          .contains("\"message\":\"no \\\"gold\\\" <here> \\u00e9\"")
          .contains("{\"label\":\"handleRequest\",\"path\":\"Functions.java\",\"line\":" + line)
          .endsWith("\"paths\":[\"Functions.java\"]}");
      assertThat(child.ended().out())
          .startsWith(
              "no \"gold\" <here> \u00e9: java.lang.IllegalStateException\n"
                  + "java.lang.IllegalStateException: no \"gold\" <here> \u00e9\n\tat dev.nextloop")
          .contains("Caused by: java.lang.Exception: why\n\t... 2 more\n\n");
      assertThat(child.err()).isEmpty();
    }
  }

  private static int line(String document) {
    return Integer.parseInt(document.replaceAll("(?s).*?Functions.java:(\\d+).*", "$1"));
  }

  private static int bridge(String document) {
    return Integer.parseInt(document.replaceAll("(?s).*Functions.java:(\\d+).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Gone|Class not found: %s",
        "::|Invalid handler: `%s'",
        "NoConstructor|Class %s has no public zero-argument constructor",
        "Abstract|java.lang.InstantiationException"
      })
  void keepsAFaultAndTellsItEveryInvocation(String handler, String message) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1", "2"));
        Child child = Child.named(name(handler), server.authority()).start()) {
      List<RecordedRequest> errors = server.awaitRequests(RuntimeCall.ERROR, 2, LIMIT);
      for (RecordedRequest error : errors) {
        assertThat(error.text())
            .startsWith("{\"errorMessage\":\"" + message.formatted(name(handler)))
            .doesNotContain("stackTrace");
        assertThat(error.header(ERROR_TYPE)).isEqualTo("Runtime.BadFunctionCode");
        assertThat(error.header(CAUSE)).isNull();
      }
      assertThat(child.ended().out()).contains(message.formatted(name(handler)));
      assertThat(child.err()).containsOnlyOnce("nextloop: the handler can't be called: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BadConstructor,no database,java.lang.IllegalStateException",
    "BadStatics,Error loading class %s,java.lang.ExceptionInInitializerError"
  })
  void endsWhereTheFunctionsInitThrows(String handler, String message, String type)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1"));
        Child child = Child.named(name(handler), server.authority()).start()) {
      assertThat(child.awaitExit()).isEqualTo(1);
      RecordedRequest error = server.requests(RuntimeCall.INIT_ERROR).get(0);
      String expected = message.formatted(name(handler));
      assertThat(error.text())
          .isEqualTo("{\"errorMessage\":\"" + expected + "\",\"errorType\":\"" + type + "\"}");
      assertThat(error.header(ERROR_TYPE)).isEqualTo("Runtime.BadFunctionCode");
      assertThat(child.out()).startsWith(expected + ": " + type + "\n" + type);
      assertThat(child.err()).contains("nextloop: fatal 1 Runtime.BadFunctionCode: " + expected);
    }
  }

  @Test
  void tellsAllThatIsKnownOfTheInvocation() throws Exception {
    byte[] first =
        Replies.event(
            "id-1",
            System.currentTimeMillis() + 60_000,
            Replies.text("{}"),
            "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1",
            "Lambda-Runtime-Aws-Tenant-Id: tenant",
            "Lambda-Runtime-Client-Context: {\"client\":{\"app_title\":\"App\"},"
                + "\"custom\":{\"k\":\"v\"},\"env\":{\"platform\":\"x\"}}",
            "Lambda-Runtime-Cognito-Identity: {\"cognitoIdentityPoolId\":\"pool\"}");
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(first)
            .offer(Replies.event("id-2", System.currentTimeMillis() + 60_000, Replies.text("{}")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.named(name("Facts"), server.authority())
                .with("AWS_LAMBDA_FUNCTION_NAME", "fn")
                .with("AWS_LAMBDA_FUNCTION_VERSION", "7")
                .with("AWS_LAMBDA_LOG_GROUP_NAME", "group")
                .with("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
                .with("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
                .start()) {
      String arn = "arn:aws:lambda:us-east-1:012345678912:function:test_function";
      String trace = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1";
      assertThat(response(server, 1).text())
          .isEqualTo(
              "\"id-1|fn|7|group|stream|"
                  + arn
                  + "|512|true|pool|App{k=v}{platform=x}|tenant|"
                  + trace
                  + "|"
                  + trace
                  + "\"");
      assertThat(response(server, 2).text())
          .isEqualTo("\"id-2|fn|7|group|stream|" + arn + "|512|true|-|-|null|null|null\"");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void logsTextOfTheLevelsAskedFor() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("\"INFO\"", "\"WARN\""));
        Child child =
            Child.named(name("Logs"), server.authority())
                .with("AWS_LAMBDA_LOG_LEVEL", "warn")
                .start()) {
      assertThat(response(server, 2).text()).isEqualTo("\"true\"");
      assertThat(child.ended().out())
          .isEqualTo("a plain line\nbytes\na plain line\n[WARN] a line of level\nbytes\n");
    }
  }

  @Test
  void logsJsonWithTheIdsOfTheInvocation() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("\"INFO\""));
        Child child =
            Child.named(name("Logs"), server.authority())
                .with("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .start()) {
      response(server, 1);
      List<String> lines = child.ended().out().lines().toList();
      assertThat(lines.get(0))
          .matches(
              "\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"message\":"
                  + "\"a plain line\\\\n\",\"level\":\"UNDEFINED\",\"AWSRequestId\":\"[-0-9]+\"}");
      assertThat(lines.get(1)).contains("\"level\":\"INFO\"");
      assertThat(lines.get(2)).isEqualTo("bytes");
    }
  }
}
