package dev.nextloop.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretWatchTest {
  private final SecretWatch watch = new SecretWatch(Map.of("DB_PASSWORD", "correct-horse"));

  @Test
  void findsTheValueOfASecretWhateverStandsAroundIt() {
    assertThat(watch.in("{\"x\":\"correct-horse\"}")).containsExactly("DB_PASSWORD");
  }

  @Test
  void findsNothingInANameAlone() {
    assertThat(watch.in("DB_PASSWORD and AWS_SECRET_ACCESS_KEY are set")).isEmpty();
  }

  @Test
  void findsCredentialsInADumpOfTheEnvironment() {
    assertThat(watch.in("PATH=/bin\nAWS_SECRET_ACCESS_KEY=abcdefgh1234\nTZ=:UTC"))
        .containsExactly("AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void takesAShortCredentialForOneWithItsNameOnly() {
    assertThat(watch.in("AWS_ACCESS_KEY_ID=test\n")).containsExactly("AWS_ACCESS_KEY_ID");
    assertThat(watch.in("this is a test")).isEmpty();
  }

  @Test
  void knowsACredentialAgainOnceItHasSeenIt() {
    watch.in("AWS_SESSION_TOKEN=abcdefgh1234");

    assertThat(watch.in("my token is abcdefgh1234")).containsExactly("AWS_SESSION_TOKEN");
  }
}
