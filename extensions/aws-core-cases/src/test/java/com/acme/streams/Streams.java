package com.acme.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/** Methods on streams, with every set of parameters that AWS documents. */
public class Streams {
  public void inOutContext(InputStream in, OutputStream out, Context context) throws IOException {
    out.write((context.getFunctionName() + " ").getBytes(UTF_8));
    in.transferTo(out);
  }

  public void inOut(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  public void outContext(OutputStream out, Context context) throws IOException {
    out.write(context.getAwsRequestId().getBytes(UTF_8));
  }

  public void inContext(InputStream in, Context context) throws IOException {
    System.out.println(new String(in.readAllBytes(), UTF_8) + context.getFunctionVersion());
  }

  public String onlyIn(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  public static void onlyOut(OutputStream out) {
    try (PrintWriter writer = new PrintWriter(out, false, UTF_8)) {
      writer.print("gr\u00fc\u00dfe \ud83d\ude00");
    }
  }

  public void outIn(OutputStream out, InputStream in) throws IOException {
    in.transferTo(out);
  }
}
