package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Any bytes but NUL reach the function as its argument, and any bytes on standard input. */
class HostileEventsPropertyTest {
  private static final Map<String, ShellFixture> SERVED = new ConcurrentHashMap<>();

  private static ShellFixture served(String shell) {
    return SERVED.computeIfAbsent(
        shell,
        name -> {
          try {
            Path root = Files.createTempDirectory("hostile");
            String script = "handler() { printf %s \"$1\"; cat; }";
            return new ShellFixture(root, name, script)
                .with("NEXTLOOP_SHELL_OUTPUT", "raw")
                .start();
          } catch (IOException impossible) {
            throw new AssertionError(impossible);
          }
        });
  }

  @Provide
  Arbitrary<byte[]> withoutNul() {
    Arbitrary<Byte> tricky =
        Arbitraries.of(
            (byte) '\n',
            (byte) '\\',
            (byte) '\'',
            (byte) '"',
            (byte) '$',
            (byte) ' ',
            (byte) 1,
            (byte) 127,
            (byte) 0x81,
            (byte) 0x88,
            (byte) 0xe2,
            (byte) 0xff);
    Arbitrary<Byte> any = Arbitraries.bytes().filter(each -> each != 0);
    return Arbitraries.oneOf(tricky, any).array(byte[].class).ofMaxSize(400);
  }

  @Property(tries = 200)
  void comeBack(@ForAll("withoutNul") byte[] event, @ForAll("shells") String shell) {
    byte[] answer = served(shell).answer(event);
    byte[] twice = new byte[2 * event.length];
    System.arraycopy(event, 0, twice, 0, event.length);
    System.arraycopy(event, 0, twice, event.length, event.length);
    assertThat(answer).isEqualTo(twice);
  }

  @Provide
  Arbitrary<String> shells() {
    return Arbitraries.of("bash", "dash");
  }

  @AfterContainer
  static void close() throws IOException {
    for (ShellFixture each : SERVED.values()) {
      each.close();
      Files.delete(each.root.resolve("function.sh"));
      Files.delete(each.root);
    }
  }
}
