package dev.nextloop.emulator.internal.runtimeapi;

import static dev.nextloop.emulator.internal.runtimeapi.RawClient.get;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.post;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.ERROR;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.INIT_ERROR;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server makes of the errors that a runtime posts. */
class ErrorDocumentTest {
  private final ServedTalk served = new ServedTalk();

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Runtime.UserException, Runtime.UserException",
    "Function.Mine, Function.Mine",
    "xFunction.Minex, xFunction.Minex",
    "Function.1, Function.Unknown",
    "java.lang.IllegalStateException, Runtime.Unknown",
    "unhandled, Runtime.Unknown",
  })
  void filtersTheTypeThatARuntimePosts(String posted, String kept) throws Exception {
    try (RawClient client = running()) {
      client.send(
          post(ERROR, "{\"errorType\":\"x\"}", "Lambda-Runtime-Function-Error-Type: " + posted));

      assertThat(client.read().status()).isEqualTo(202);
      Answer answer = served.answers.element();
      assertThat(answer.errorType()).isEqualTo(kept);
      assertThat(answer.payload().toString()).isEqualTo("{\"errorType\":\"x\"}");
      assertThat(answer.kind()).isEqualTo(Answer.Kind.ERROR);
    }
  }

  @Test
  void takesTheCauseOutOfAnErrorDocumentThatCarriesOne() throws Exception {
    try (RawClient client = running()) {
      client.send(
          post(
              ERROR,
              "{\"errorMessage\":\"m\",\"errorCause\":{\"message\":\"c\"}}",
              "Content-Type: application/vnd.aws.lambda.error.cause+json"));

      assertThat(client.read().status()).isEqualTo(202);
      assertThat(served.answers.element().payload().toString())
          .isEqualTo("{\"errorMessage\":\"m\"}");
      assertThat(served.answers.element().contentType()).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[1]", ""})
  void replacesAnErrorDocumentWithCauseThatIsNoObject(String body) throws Exception {
    try (RawClient client = running()) {
      client.send(post(ERROR, body, "Content-Type: application/vnd.aws.lambda.error.cause+json"));

      assertThat(client.read().status()).isEqualTo(202);
      assertThat(served.answers.element().payload().toString()).isEqualTo("\"Invalid error body\"");
      assertThat(served.answers.element().contentType()).isEqualTo("application/octet-stream");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"m\"} | kept",
        "{\"paths\":[\"a\"]} | kept",
        "{\"paths\":[]} | dropped",
        "{\"message\":\"\"} | dropped",
        "{} | dropped",
        "[] | dropped",
        "nonsense | dropped",
      })
  void dropsAnXRayCauseThatSaysNothing(String cause, String outcome) throws Exception {
    try (RawClient client = running()) {
      client.send(post(ERROR, "{}", "Lambda-Runtime-Function-XRay-Error-Cause: " + cause));

      assertThat(client.read().status()).isEqualTo(202);
      assertThat(served.heard.stream().filter(line -> line.startsWith("Dropped")))
          .hasSize(outcome.equals("kept") ? 0 : 1);
    }
  }

  @Test
  void takesAnXRayCauseOfNearlyAMebibyte() throws Exception {
    try (RawClient client = running()) {
      client.send(
          post(
              ERROR,
              "{}",
              "Lambda-Runtime-Function-XRay-Error-Cause: {\"message\":\""
                  + "x".repeat(1_048_000)
                  + "\"}"));

      assertThat(client.read().status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource({"'{\"errorType\":\"T\"}', application/json", "plain, application/octet-stream"})
  void passesTheBytesOfAnInitErrorOn(String body, String contentType) throws Exception {
    try (RawClient client = served.client()) {
      assertThat(client.send(post(INIT_ERROR, body)).read().status()).isEqualTo(202);

      Answer answer = served.answers.element();
      assertThat(answer.payload().toString()).isEqualTo(body);
      assertThat(answer.contentType()).isEqualTo(contentType);
      assertThat(answer.kind()).isEqualTo(Answer.Kind.FAULT);
    }
  }

  private RawClient running() throws Exception {
    RawClient client = served.client();
    served.invoke("[1]");
    assertThat(client.send(get(NEXT)).read().status()).isEqualTo(200);
    return client;
  }
}
