package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import dev.nextloop.webclient.internal.AwsSigner;
import dev.nextloop.webclient.internal.Check;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Signs requests to AWS and to whatever checks IAM, such as function URLs and API Gateway, by
 * Signature Version 4. The signature is made by the AWS SDK's own signer: put {@code
 * software.amazon.awssdk:http-auth-aws} on the class path. It covers method, path, query, headers
 * and body; of a stream it covers everything but the body ({@code UNSIGNED-PAYLOAD}), which
 * therefore goes by HTTPS only, or to this machine, and to services that accept it, such as S3.
 * Bodies of more than 256 KiB are hashed on a worker. Immutable; safe for any thread.
 */
public final class SigV4 implements RequestSigner {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int LARGE = 256 << 10;

  private final Vertx vertx;
  private final AwsSigner signer;
  private final Supplier<Future<AwsCredentials>> credentials;

  private SigV4(Vertx vertx, AwsSigner signer, Supplier<Future<AwsCredentials>> credentials) {
    this.vertx = vertx;
    this.signer = signer;
    this.credentials = credentials;
  }

  /**
   * A signer with the function's own region and role.
   *
   * @param service as it is signed for: {@code execute-api}, {@code lambda}, {@code s3}, ...
   * @throws IllegalArgumentException when {@code AWS_REGION} is not set, or the service is no name
   * @throws IllegalStateException when the AWS SDK's signer is not on the class path
   */
  public static SigV4 of(Vertx vertx, Host host, String service) {
    return of(vertx, host, service, host.variable("AWS_REGION"), LambdaCredentials.of(vertx, host));
  }

  /**
   * A signer. The first signature is made here, because it loads classes: make it in the init.
   *
   * @param region for instance {@code eu-west-1}
   * @param credentials asked for each request; must answer at once as a rule. Any thread
   * @throws IllegalArgumentException when region or service is no name
   * @throws IllegalStateException when the AWS SDK's signer is not on the class path
   */
  public static SigV4 of(
      Vertx vertx,
      Host host,
      String service,
      String region,
      Supplier<Future<AwsCredentials>> credentials) {
    name("service", service);
    name("region (AWS_REGION)", region);
    Objects.requireNonNull(credentials, "credentials");
    try {
      return new SigV4(vertx, new AwsSigner(host, service, region), credentials);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "signing needs software.amazon.awssdk:http-auth-aws on the class path, which has no "
              + e.getMessage()
              + "; add that dependency",
          e);
    }
  }

  private static void name(String what, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw Check.wrong(what, value, "lower-case letters, digits and hyphens, 64 at most");
    }
  }

  @Override
  public Future<MultiMap> sign(Unsigned request) {
    if (request.body() == null && !request.secure() && !isHere(request.host())) {
      return Future.failedFuture(
          new IllegalArgumentException(
              "a stream's bytes are not signed, and "
                  + request.host()
                  + " is called without TLS; send a buffer, or use https"));
    }
    boolean large = request.body() != null && request.body().length() > LARGE;
    return credentials
        .get()
        .compose(
            it ->
                large
                    ? vertx.executeBlocking(() -> signer.sign(request, it), false)
                    : Future.succeededFuture(signer.sign(request, it)));
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
