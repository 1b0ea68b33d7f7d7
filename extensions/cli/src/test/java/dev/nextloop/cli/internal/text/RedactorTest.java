package dev.nextloop.cli.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD=hunter2hunter2",
        "AWS_SECRET_ACCESS_KEY='hunter2hunter2'",
        "my_api_key=hunter2hunter2",
        "AWS_SESSION_TOKEN=hunter2hunter2==",
        "export GH_TOKEN=hunter2hunter2",
        "Authorization: Bearer hunter2hunter2",
        "a.b eyJhunter2hunter2.eyJhunter2hunter2.sig",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2hunter2\n-----END RSA PRIVATE KEY-----",
      })
  void hidesSecrets(String text) {
    assertThat(Redactor.clean(text)).doesNotContain("hunter2").contains("***");
  }

  @Test
  void hidesKeyIdsWhereverTheyStand() {
    assertThat(Redactor.clean("id AKIAABCDEFGHIJKLMNOP.")).isEqualTo("id ***.");
  }

  @Test
  void leavesOtherVariablesAndTheEventAlone() {
    String text =
        "_HANDLER=function.handler\nPWD=/var/task\nEchoing request: '{\"key\":\"value\"}'\n";

    assertThat(Redactor.clean(text)).isEqualTo(text);
  }

  @Test
  void takesTheLineEndsOfHttpForLineEnds() {
    assertThat(Redactor.clean("a: b\r\n\r\nc")).isEqualTo("a: b\n\nc");
  }

  @Test
  void showsControlCharactersInsteadOfSendingThemToTheTerminal() {
    assertThat(Redactor.clean("a\u001b[31mred\rEND\tb\n")).isEqualTo("a\\x1b[31mred\\x0dEND\tb\n");
  }
}
