package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function prints, and where it ends up. */
class LogTest {
  private static final String PRINTS =
      CURL + "while next; do eval \"$EVENT\"; echo answered | response; done\n";

  /** Prints, and in the same moment answers and polls on its one connection. */
  private static final String PRINTS_AND_ANSWERS_AT_ONCE =
      """
      #!/bin/bash
      exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
      NEXT=$'GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'
      printf %s "$NEXT" >&3
      while read -r -u 3 line; do
        line=${line%$'\\r'}
        case ${line,,} in
          lambda-runtime-aws-request-id:*) id=${line#*: } ;;
          content-length:*) length=${line#*: } ;;
          '')
            read -r -N "$length" -u 3 body
            [ -n "$id" ] || continue
            echo "saw $body"
            printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 2\\r\\n\\r\\n{}%s' "$id" "$NEXT" >&3
            id= ;;
        esac
      done
      """;

  @TempDir Path directory;
  private LocalLambda lambda;

  @BeforeEach
  void open() throws Exception {
    lambda = new LocalLambda(directory);
  }

  @AfterEach
  void close() {
    lambda.close();
  }

  @Test
  void takesBothStreamsInOrderBetweenStartAndEnd() throws Exception {
    FunctionRunner runner = lambda.launcher.launch(lambda.function(PRINTS));

    for (int i = 0; i < 10; i++) {
      InvokeResult result =
          invoke(runner, "echo one; echo two >&2; echo three >/dev/stderr; printf unfinished");
      assertThat(text(result.log()))
          .containsSubsequence("START ", "one\ntwo\nthree\nunfinished\nEND ", "REPORT ");
    }
  }

  @Test
  void hasALineBeforeTheEndOfItsInvocationHoweverSoonTheAnswerComes() throws Exception {
    FunctionRunner runner = lambda.launcher.launch(lambda.function(PRINTS_AND_ANSWERS_AT_ONCE));

    for (int i = 0; i < 300; i++) {
      assertThat(text(invoke(runner, "event" + i).log()))
          .containsSubsequence("START ", "\nsaw event" + i + "\nEND ");
    }
  }

  @Test
  void keepsTheLast4096BytesOfAnInvocation() throws Exception {
    FunctionRunner runner = lambda.launcher.launch(lambda.function(PRINTS));

    InvokeResult result =
        invoke(runner, "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done");

    assertThat(result.log().length()).isEqualTo(4096);
    assertThat(text(result.log())).contains("\nline 998\nline 999\nEND ").endsWith("\t\n");
    assertThat(lambda.log).contains("line 0", "line 500", "line 999");
  }

  @Test
  void survivesAFunctionThatPrintsAGigabyte() throws Exception {
    long[] characters = new long[1];
    int[] longest = new int[1];
    FunctionRunner runner =
        lambda.launcher.launch(lambda.function(PRINTS, 100, Map.of("COUNT", "1000000000")));
    lambda.sink =
        line -> {
          characters[0] += line.length();
          longest[0] = Math.max(longest[0], line.length());
        };

    InvokeResult result = invoke(runner, "head -c $COUNT /dev/zero; echo; echo last");
    lambda.close();

    assertThat(text(result.payload())).isEqualTo("answered\n");
    assertThat(text(result.log())).contains("last\nEND ");
    assertThat(characters[0]).isGreaterThanOrEqualTo(1_000_000_000);
    assertThat(longest[0]).isEqualTo(256 << 10);
  }
}
