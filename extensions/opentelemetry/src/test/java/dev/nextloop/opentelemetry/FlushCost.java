package dev.nextloop.opentelemetry;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Endpoint;
import io.vertx.core.Future;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a flush behind every answer costs: the rate of an echo on the engine {@code direct}, against
 * a Runtime API of this JVM's own, with an exporter that takes no time. Not one of the build's
 * tests; {@code docs/opentelemetry.md} names the command.
 */
class FlushCost {
  private static final int ROUNDS = 5;
  private static final int WARM = 5_000;
  private static final int MEASURED = 20_000;

  /** Hands out one event after the other, and answers each request by itself. */
  private static final class Api {
    final CountDownLatch warm = new CountDownLatch(1);
    final CountDownLatch done = new CountDownLatch(1);
    private final ServerSocket listener;
    private final byte[] event;

    Api(ServerSocket listener, byte[] event) {
      this.listener = listener;
      this.event = event;
    }

    void serve() {
      try (Socket socket = listener.accept();
          InputStream in = new BufferedInputStream(socket.getInputStream());
          OutputStream out = socket.getOutputStream()) {
        socket.setTcpNoDelay(true);
        byte[] accepted =
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        for (int served = 0; ; ) {
          boolean poll = request(in);
          if (poll && served++ == WARM) {
            warm.countDown();
          }
          if (poll && served > WARM + MEASURED) {
            done.countDown();
            return;
          }
          out.write(poll ? event : accepted);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Reads one request; whether it is a poll. */
    private static boolean request(InputStream in) throws IOException {
      int first = in.read();
      int length = 0;
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); ; c = in.read()) {
        if (c < 0) {
          throw new IOException("the client has gone");
        }
        if (c != '\n') {
          line.append((char) c);
          continue;
        }
        String text = line.toString().trim();
        if (text.isEmpty()) {
          in.skipNBytes(length);
          return first == 'G';
        }
        if (text.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(text.substring(15).trim());
        }
        line.setLength(0);
      }
    }
  }

  private static double rate(boolean spans, boolean sampled) throws Exception {
    String trace = sampled ? Traced.SAMPLED : Traced.SAMPLED.replace("Sampled=1", "Sampled=0");
    byte[] event = Traced.event(1, "{}", "Lambda-Runtime-Trace-Id: " + trace);
    Traced traced = new Traced();
    EventHandler<byte[], byte[]> echo = (bytes, call) -> Future.succeededFuture(bytes);
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Api api = new Api(listener, event);
      Thread server = new Thread(api::serve, "runtime api");
      server.start();
      Nextloop.Builder client =
          Nextloop.of(traced.host)
              .endpoint(new Endpoint("127.0.0.1", listener.getLocalPort()))
              .handler(echo, new BytesCodec(), new BytesCodec());
      if (spans) {
        client.with(OpenTelemetryMiddleware.of(traced.telemetry, traced.host)).flush(traced.flush);
      }
      Nextloop nextloop = Traced.await(client.start());
      api.warm.await();
      long start = System.nanoTime();
      api.done.await();
      double rate = MEASURED * 1e9 / (System.nanoTime() - start);
      nextloop.stop();
      server.join();
      return rate;
    }
  }

  @Test
  @Timeout(600)
  void ofAFlushBehindEveryAnswer() throws Exception {
    // The first round loads and compiles what all of them run.
    rate(false, false);
    rate(true, false);
    rate(true, true);
    double[] notSampled = new double[ROUNDS];
    double[] flushed = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double without = rate(false, false);
      double unsampled = rate(true, false);
      double due = rate(true, true);
      notSampled[round] = unsampled / without;
      flushed[round] = due / unsampled;
      System.out.printf(
          "no spans %.0f/s, not sampled %.0f/s, flushed %.0f/s%n", without, unsampled, due);
    }
    System.out.println("not sampled / no spans: " + spread(notSampled));
    System.out.println("flushed / not sampled: " + spread(flushed));
  }

  private static String spread(double[] ratios) {
    Arrays.sort(ratios);
    return "%.2f (%.2f to %.2f)"
        .formatted(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
  }
}
