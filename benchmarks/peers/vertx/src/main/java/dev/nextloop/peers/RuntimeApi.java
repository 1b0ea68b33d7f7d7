package dev.nextloop.peers;

import io.vertx.core.http.HttpClientOptions;

/** What the loops know of the Runtime API. */
final class RuntimeApi {
  static final String REQUEST_ID = "Lambda-Runtime-Aws-Request-Id";
  static final String NEXT = "/2018-06-01/runtime/invocation/next";

  private RuntimeApi() {}

  static String answerTo(String requestId) {
    return "/2018-06-01/runtime/invocation/" + requestId + "/response";
  }

  /** Points options at {@code AWS_LAMBDA_RUNTIME_API}. */
  static <O extends HttpClientOptions> O address(O options) {
    String[] api = System.getenv("AWS_LAMBDA_RUNTIME_API").split(":", 2);
    options.setDefaultHost(api[0]).setDefaultPort(Integer.parseInt(api[1]));
    return options;
  }

  static void gone(Throwable failure) {
    failure.printStackTrace();
    System.exit(1);
  }
}
