package dev.nextloop.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.tracing.internal.Backlog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How documents leave, and what becomes of those that can't. */
class XrayDaemonTest {
  private static final byte[] DOCUMENT = "{\"name\":\"x\"}".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void isNotThereWithoutAnAddress(String address) {
    assertThat(XrayDaemon.from(new FakeHost())).isNull();
    assertThat(XrayDaemon.from(new FakeHost().with("AWS_XRAY_DAEMON_ADDRESS", address))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s", "udp:%s", "tcp:127.0.0.1:1 udp:%s", "udp:%s tcp:127.0.0.1:1", " %s "})
  void isFoundByEachFormOfItsAddress(String form) throws Exception {
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon =
            XrayDaemon.from(
                new FakeHost()
                    .with("AWS_XRAY_DAEMON_ADDRESS", form.formatted(socket.authority())))) {
      daemon.send(DOCUMENT);
      assertThat(socket.await().path("name").asText()).isEqualTo("x");
      assertThat(daemon.sent()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2000",
    "127.0.0.1",
    "127.0.0.1:",
    ":2000",
    "127.0.0.1:0",
    "127.0.0.1:65536",
    "127.0.0.1:2x",
    "::1:2000",
    "tcp:127.0.0.1:2000",
    "127.0.0.1:1 127.0.0.1:2",
    "udp:",
    "'a\nb:x'",
    "127.0.0.1:99999999999999999999",
  })
  void refusesAnAddressOfAnotherForm(String address) {
    assertThatThrownBy(
            () -> XrayDaemon.from(new FakeHost().with("AWS_XRAY_DAEMON_ADDRESS", address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("AWS_XRAY_DAEMON_ADDRESS is '")
        .hasMessageEndingWith(
            "'; it must be host:port or 'tcp:host:port udp:host:port', such as 127.0.0.1:2000")
        .hasMessageNotContaining("\n");
  }

  @Property(tries = 500)
  void neverFailsOtherwiseWhateverTheAddress(@ForAll String text) {
    String address = text + ":x";
    assertThatThrownBy(
            () -> XrayDaemon.from(new FakeHost().with("AWS_XRAY_DAEMON_ADDRESS", address)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isDoneWithoutWhereItsHostIsNotFound() {
    FakeHost host = new FakeHost().with("AWS_XRAY_DAEMON_ADDRESS", "no-such-host.invalid:2000");
    assertThat(XrayDaemon.from(host)).isNull();
    assertThat(host.log).hasSize(1);
    assertThat(host.log.get(0)).contains("no-such-host.invalid", "no subsegments are sent");
  }

  @Test
  void isNotMissedWhenItIsDown() throws Exception {
    InetSocketAddress nobody;
    try (DaemonSocket socket = new DaemonSocket()) {
      nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.address().getPort());
    }
    try (XrayDaemon daemon = XrayDaemon.at(nobody)) {
      for (int i = 0; i < 1_000; i++) {
        daemon.send(DOCUMENT);
      }
      assertThat(daemon.sent() + daemon.dropped()).isEqualTo(1_000);
    }
  }

  @Property(tries = 20)
  void isNotHeardWhateverItAnswers(@ForAll byte[] garbage) throws Exception {
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      for (int i = 0; i < 10; i++) {
        daemon.send(DOCUMENT);
        socket.await();
        socket.answer(garbage);
      }
      assertThat(daemon.sent()).isEqualTo(10);
      assertThat(daemon.dropped()).isZero();
    }
  }

  @Test
  void isSentToByAThreadThatIsInterrupted() throws Exception {
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      Thread.currentThread().interrupt();
      daemon.send(DOCUMENT);
      assertThat(Thread.interrupted()).isTrue();
      daemon.send(DOCUMENT);
      assertThat(socket.await(2)).hasSize(2);
      assertThat(daemon.dropped()).isZero();
    }
  }

  @Test
  void dropsWhatIsTooLongAndWhatComesBehindItsEnd() throws Exception {
    try (DaemonSocket socket = new DaemonSocket()) {
      XrayDaemon daemon = XrayDaemon.at(socket.address());
      daemon.send(new byte[XrayDaemon.LONGEST_DOCUMENT + 1]);
      assertThat(daemon.dropped()).isEqualTo(1);
      assertThat(daemon.isDue(null)).isFalse();
      assertThat(daemon.flush(null).succeeded()).isTrue();
      daemon.send(DOCUMENT);
      assertThat(daemon.dropped()).isEqualTo(2);
      assertThat(daemon.sent()).isZero();
    }
  }

  /** A socket that is full until the test makes room. */
  private static final class Full implements Backlog.Outlet {
    final List<Integer> gone = new ArrayList<>();
    int room;

    @Override
    public int send(ByteBuffer datagram) throws IOException {
      if (room == 0) {
        return 0;
      }
      room--;
      if (datagram.getInt(0) < 0) {
        throw new IOException("unreachable");
      }
      gone.add(datagram.getInt(0));
      return datagram.remaining();
    }
  }

  private static ByteBuffer datagram(int number, int length) {
    return ByteBuffer.allocate(length).putInt(0, number);
  }

  @Test
  void hasWhatASocketCannotTakeWaitInOrderAndDropsTheRest() {
    Full socket = new Full();
    Backlog backlog = new Backlog(socket);
    for (int i = 0; i < 70; i++) {
      backlog.send(datagram(i, 100));
    }
    assertThat(backlog.dropped()).isEqualTo(6);
    socket.room = 1;
    backlog.retry();
    assertThat(socket.gone).containsExactly(0);
    socket.room = 100;
    backlog.send(datagram(70, 100));
    assertThat(socket.gone).hasSize(65).isSorted().endsWith(63, 70);
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(backlog.sent()).isEqualTo(65);
  }

  @Test
  void keepsNoMoreThanAMebibyteWaiting() {
    Backlog backlog = new Backlog(new Full());
    for (int i = 0; i < 20; i++) {
      backlog.send(datagram(i, 64_000));
    }
    assertThat(backlog.dropped()).isEqualTo(4);
    backlog.clear();
    assertThat(backlog.dropped()).isEqualTo(20);
  }

  @Test
  void goesOnBehindAnErrorOfTheSocket() {
    Full socket = new Full();
    Backlog backlog = new Backlog(socket);
    backlog.send(datagram(-1, 100));
    backlog.send(datagram(2, 100));
    socket.room = 10;
    backlog.retry();
    assertThat(socket.gone).containsExactly(2);
    assertThat(backlog.dropped()).isEqualTo(1);
  }
}
