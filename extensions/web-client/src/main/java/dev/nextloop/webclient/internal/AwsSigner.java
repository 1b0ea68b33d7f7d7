package dev.nextloop.webclient.internal;

import dev.nextloop.spi.Host;
import dev.nextloop.webclient.AwsCredentials;
import dev.nextloop.webclient.RequestSigner.Unsigned;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The AWS SDK's signer; the one class that names its types. Any thread. */
public final class AwsSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final Host host;
  private final String service;
  private final String region;
  private final boolean plainPath;

  /** Signs once, so that no invocation has to load the classes. */
  public AwsSigner(Host host, String service, String region) {
    this.host = host;
    this.service = service;
    this.region = region;
    // S3 takes its keys as they are; every other service has the path encoded once more.
    this.plainPath = service.equals("s3");
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    sign(
        new Unsigned("POST", true, "localhost", 443, "/", none, none, Buffer.buffer()),
        new AwsCredentials("first", "first", "first"));
  }

  /** The headers that make up the signature. */
  public MultiMap sign(Unsigned request, AwsCredentials credentials) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    signer
        .sign(it -> describe(it, request, credentials))
        .request()
        .forEachHeader(
            (name, values) -> {
              // Host is set by the client, to the same.
              if (!name.equalsIgnoreCase("host")) {
                headers.set(name, values);
              }
            });
    return headers;
  }

  private void describe(
      SignRequest.Builder<AwsCredentialsIdentity> it,
      Unsigned request,
      AwsCredentials credentials) {
    it.identity(identity(credentials))
        .request(sdkRequest(request))
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !plainPath)
        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !plainPath)
        .putProperty(
            HttpSigner.SIGNING_CLOCK,
            Clock.fixed(Instant.ofEpochMilli(host.now()), ZoneOffset.UTC));
    if (request.body() == null) {
      it.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
    } else {
      it.payload(payload(request.body()));
    }
  }

  private static ContentStreamProvider payload(Buffer body) {
    byte[] bytes = body.getBytes();
    return () -> new ByteArrayInputStream(bytes);
  }

  private static SdkHttpRequest sdkRequest(Unsigned request) {
    SdkHttpRequest.Builder built =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol(request.secure() ? "https" : "http")
            .host(request.host())
            .port(request.port())
            .encodedPath(request.path().isEmpty() ? "/" : request.path());
    request.query().forEach(built::appendRawQueryParameter);
    request.headers().forEach(built::appendHeader);
    return built.build();
  }

  private static AwsCredentialsIdentity identity(AwsCredentials it) {
    return it.sessionToken() == null || it.sessionToken().isEmpty()
        ? AwsCredentialsIdentity.create(it.accessKeyId(), it.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            it.accessKeyId(), it.secretAccessKey(), it.sessionToken());
  }
}
