package com.acme.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Logs in every way there is; fails where it is told so. */
public class Logs implements RequestHandler<String, String> {
  private static final LambdaLogger LOGGER = LambdaRuntime.getLogger();

  static {
    LOGGER.log("in the static initializer\n");
  }

  public Logs() {
    LOGGER.log("in the constructor\n", LogLevel.INFO);
  }

  @Override
  public String handleRequest(String in, Context context) {
    LambdaLogger logger = context.getLogger();
    logger.log("without level: " + in + "\n");
    for (LogLevel level : LogLevel.values()) {
      logger.log("at " + level + "\n", level);
    }
    logger.log("bytes\n".getBytes(UTF_8));
    logger.log("bytes at ERROR\n".getBytes(UTF_8), LogLevel.ERROR);
    logger.log("bytes at TRACE\n".getBytes(UTF_8), LogLevel.TRACE);
    logger.log((String) null);
    logger.log((byte[]) null);
    logger.log("");
    logger.log("no line end");
    logger.log("two\nlines \"quoted\" <b>&amp;</b> gr\u00fc\u00dfe \ud83d\ude00\t\u0001\n");
    System.out.println("standard output \u20ac");
    System.err.println("standard error");
    System.out.print("no line end");
    LambdaRuntime.getLogger().log("the runtime's logger\n", LogLevel.WARN);
    if (in.equals("fail")) {
      throw new IllegalStateException("told so", new IllegalArgumentException("<cause>"));
    }
    return "same " + (logger == LambdaRuntime.getLogger());
  }
}
