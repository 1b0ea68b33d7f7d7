package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The compiled load server as a process, and connections to it. */
final class LoadServer implements AutoCloseable {

  /** The result line as it was printed, and the exit status. */
  record Result(String json, int status) {}

  private final Process process;
  private final BufferedReader output;
  private final int port;

  private LoadServer(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    assertThat(line).as("first line").startsWith("{\"port\":");
    this.port = Integer.parseInt(line.replaceAll("\\D", ""));
  }

  /** Compiles the C programs into the folder, as {@code bin/compare} does. */
  static void compile(Path folder) throws Exception {
    Process compiler =
        new ProcessBuilder("bin/build-load-server", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(compiler.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  static LoadServer start(Path folder, String... arguments) throws IOException {
    return start(new ProcessBuilder(), folder, arguments);
  }

  static LoadServer start(ProcessBuilder builder, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(folder + "/load_server", "--timeout", "30"));
    command.addAll(List.of(arguments));
    File log = folder.resolve("load_server.log").toFile();
    return new LoadServer(
        builder.command(command).redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Waits for the result; the client has to be gone, or to have polled for the last time. */
  Result result() throws Exception {
    String json = output.readLine();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the server ends").isTrue();
    return new Result(json, process.exitValue());
  }

  /** Stops the server early and gives what it had seen by then. */
  Result stop() throws Exception {
    process.toHandle().destroy(); // Process.destroy would close the output as well
    return result();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** One response with a Content-Length: its head and its body. */
  record Response(String head, String body) {

    static Response read(Socket socket) throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        assertThat(next).as("end of stream in the head: " + head).isNotNegative();
        head.append((char) next);
      }
      int length = Integer.parseInt(field(head.toString(), "Content-Length"));
      byte[] body = in.readNBytes(length);
      return new Response(head.toString(), new String(body, StandardCharsets.ISO_8859_1));
    }

    String requestId() {
      return field(head, "Lambda-Runtime-Aws-Request-Id");
    }

    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    static String field(String head, String name) {
      return head.lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElseThrow();
    }
  }
}
