package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps others away from the emulator, and slow or greedy clients from hurting it. */
class EmulatorGuardTest {
  @RegisterExtension final Emulators emulators = new Emulators();

  @ParameterizedTest
  @CsvSource({
    "Host: localhost, 200",
    "Host: 127.0.0.1:9000, 200",
    "Host: [::1], 200",
    "Host: evil.example, 403",
    "Host: 127.0.0.1.evil.example:8080, 403",
    "Host: localhost@evil.example, 400",
    "Host: 10.0.0.1, 403",
    "Host: , 403",
    "X: no host, 400",
    "Host: localhost\\r\\nOrigin: http://evil.example, 403",
    "Host: localhost\\r\\nOrigin: null, 403",
    "Host: localhost\\r\\nOrigin: http://localhost, 403",
    "Host: localhost\\r\\nSec-Fetch-Site: cross-site, 403",
  })
  void answersNoWebPage(String headers, int status) throws IOException {
    Emulator emulator = emulators.start();

    assertThat(
            RawHttp.statusOf(
                emulator.port(),
                RawHttp.head(
                    "GET /2015-03-31/functions HTTP/1.1", headers.replace("\\r\\n", "\r\n"))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void listensOnNothingButLoopback(String host) {
    assertThatThrownBy(() -> new EmulatorOptions().host(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void canNotBeReachedByTheMachinesOtherAddresses() throws SocketException {
    int port = emulators.start().port();

    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .forEach(address -> assertThatThrownBy(() -> connect(address, port)));
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2000);
    }
  }

  @Test
  void namesAPortThatIsInUseAndTheRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EmulatorOptions options = new EmulatorOptions().port(taken.getLocalPort());

      assertThatThrownBy(() -> emulators.start(options, ScriptedLauncher.echo()))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 is in use")
          .hasMessageContaining("another port");
      assertThatThrownBy(() -> emulators.startReal(options))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("another port");
    }
  }

  @Test
  void closesConnectionsThatNeverSendAWholeHead() throws IOException {
    Emulator emulator = impatient();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(ISO_8859_1));

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void answersBodiesThatNeverComeWhole() throws IOException {
    assertThat(
            RawHttp.statusOf(
                impatient().port(),
                RawHttp.head(
                        "POST /2015-03-31/functions HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: 9")
                    + "{"))
        .isEqualTo(408);
  }

  private Emulator impatient() {
    return emulators.start(
        new EmulatorOptions().clientTimeout(Duration.ofMillis(300)), ScriptedLauncher.echo());
  }

  @Test
  void refusesABodyByItsDeclaredLengthBeforeItComes() throws IOException {
    Emulator emulator = emulators.start();

    assertThat(
            RawHttp.statusOf(
                emulator.port(),
                RawHttp.head(
                    "POST /2015-03-31/functions HTTP/1.1",
                    "Host: localhost",
                    "Expect: 100-continue",
                    "Content-Length: 900000000")))
        .isEqualTo(413);
    assertThat(
            RawHttp.statusOf(
                emulator.port(),
                RawHttp.head(
                    "POST /2015-03-31/functions HTTP/1.1",
                    "Host: localhost",
                    "Expect: 100-continue",
                    "Content-Length: 9")))
        .isEqualTo(100);
  }

  @Test
  void cutsABodyWithoutALengthAtTheLimit() throws IOException {
    Emulator emulator = emulators.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              RawHttp.head(
                      "PUT /2015-03-31/functions/f/configuration HTTP/1.1",
                      "Host: localhost",
                      "Transfer-Encoding: chunked")
                  .getBytes(ISO_8859_1));
      byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(ISO_8859_1);
      for (int i = 0; i < 5; i++) {
        socket.getOutputStream().write(chunk);
      }
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, ISO_8859_1)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void refusesALongHead() throws IOException {
    assertThat(
            RawHttp.statusOf(
                emulators.start().port(),
                RawHttp.head("GET / HTTP/1.1", "Host: localhost", "X: " + "x".repeat(20_000))))
        .isEqualTo(431);
  }
}
