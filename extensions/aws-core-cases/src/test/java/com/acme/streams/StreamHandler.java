package com.acme.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Does with its streams what the event says. */
public class StreamHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String text = new String(in.readNBytes(20), UTF_8);
    switch (text) {
      case "\"nothing\"" -> {}
      case "\"binary\"" -> {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
          all[i] = (byte) i;
        }
        out.write(all);
      }
      case "\"large\"" -> {
        byte[] part = new byte[64 << 10];
        Arrays.fill(part, (byte) 'x');
        for (int i = 0; i < 16; i++) {
          out.write(part);
        }
      }
      case "\"fail\"" -> throw new IOException("before the first byte");
      case "\"fail late\"" -> {
        out.write("half an answer".getBytes(UTF_8));
        out.flush();
        throw new IOException("after the first byte");
      }
      case "\"close\"" -> {
        in.close();
        out.write("closed ".getBytes(UTF_8));
        out.close();
        out.write((in.read() + " and written").getBytes(UTF_8));
      }
      case "\"parts\"" -> {
        for (int i = 0; i < 5; i++) {
          out.write(("part " + i + "\n").getBytes(UTF_8));
          out.flush();
        }
      }
      case "\"kinds\"" -> {
        in.close();
        boolean marks = in.markSupported();
        out.write((marks + " " + in.available() + " " + (char) ('a' + in.skip(5))).getBytes(UTF_8));
        out.write('!');
      }
      default -> {
        out.write(text.getBytes(UTF_8));
        in.transferTo(out);
      }
    }
  }
}
