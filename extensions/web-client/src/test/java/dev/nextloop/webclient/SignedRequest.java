package dev.nextloop.webclient;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A request as a server got it, whose signature the AWS SDK makes again and compares. */
record SignedRequest(HttpServerRequest request, Buffer body) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  /** Whether it was signed with this secret, as it came here. */
  boolean isSignedWith(String secret) {
    String authorization = request.getHeader("Authorization");
    Matcher parts = AUTHORIZATION.matcher(authorization);
    if (!parts.matches()) {
      return false;
    }
    String token = request.getHeader("X-Amz-Security-Token");
    AwsCredentialsIdentity identity =
        token == null
            ? AwsCredentialsIdentity.create(parts.group(1), secret)
            : AwsSessionCredentialsIdentity.create(parts.group(1), secret, token);
    boolean s3 = parts.group(4).equals("s3");
    boolean unsigned = "UNSIGNED-PAYLOAD".equals(request.getHeader("x-amz-content-sha256"));
    return AwsV4HttpSigner.create()
        .sign(
            it -> {
              it.identity(identity)
                  .request(asItCame(parts.group(5)))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, parts.group(4))
                  .putProperty(AwsV4HttpSigner.REGION_NAME, parts.group(3))
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                  .putProperty(HttpSigner.SIGNING_CLOCK, clock());
              if (unsigned) {
                it.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
              } else {
                it.payload(() -> new ByteArrayInputStream(body.getBytes()));
              }
            })
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow()
        .equals(authorization);
  }

  private SdkHttpRequest asItCame(String signedHeaders) {
    SdkHttpRequest.Builder built =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .uri(URI.create("http://" + request.getHeader("Host") + request.uri()));
    List<String> made =
        List.of("host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");
    for (String name : signedHeaders.split(";", -1)) {
      if (!made.contains(name.toLowerCase(Locale.ROOT))) {
        request.headers().getAll(name).forEach(value -> built.appendHeader(name, value));
      }
    }
    return built.build();
  }

  private Clock clock() {
    LocalDateTime time =
        LocalDateTime.parse(
            request.getHeader("X-Amz-Date"), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"));
    return Clock.fixed(time.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  }
}
