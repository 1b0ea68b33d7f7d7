package com.acme.context;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** Answers what is asked about the process around the handler. */
public class Surroundings implements RequestHandler<String, Object> {
  @Override
  public Object handleRequest(String question, Context context) {
    switch (question) {
      case "thread" -> {
        return Thread.currentThread().getName();
      }
      case "daemon" -> {
        return Thread.currentThread().isDaemon();
      }
      case "loader" -> {
        return Thread.currentThread().getContextClassLoader()
            == Surroundings.class.getClassLoader();
      }
      case "resource" -> {
        return getClass().getClassLoader().getResource("com/acme/context/Surroundings.class")
            != null;
      }
      case "own classes" -> {
        return isSeen("io.vertx.core.Vertx")
            || isSeen("com.fasterxml.jackson.core.JsonFactory")
            || isSeen("dev.nextloop.Nextloop");
      }
      case "runtime classes" -> {
        return isSeen("com.amazonaws.services.lambda.runtime.serialization.PojoSerializer");
      }
      default -> {
        return platform();
      }
    }
  }

  private static Map<String, Object> platform() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("directory", System.getProperty("user.dir").endsWith("plain"));
    all.put("charset", Charset.defaultCharset().name());
    all.put("locale", Locale.getDefault().toString());
    all.put("zone", TimeZone.getDefault().getID());
    all.put("handler", System.getenv("_HANDLER"));
    all.put("negative", java.security.Security.getProperty("networkaddress.cache.negative.ttl"));
    all.put("algorithms", java.security.Security.getProperty("jdk.tls.disabledAlgorithms"));
    all.put("selectors", System.getProperty("java.nio.channels.spi.SelectorProvider"));
    return all;
  }

  private static boolean isSeen(String name) {
    try {
      Class.forName(name, false, Surroundings.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
