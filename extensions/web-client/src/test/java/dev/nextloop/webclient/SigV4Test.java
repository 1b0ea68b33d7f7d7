package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.await;
import static dev.nextloop.webclient.ClientFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.spi.Host;
import dev.nextloop.webclient.CallObserver.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of requests to AWS. */
class SigV4Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final AwsCredentials EXAMPLE =
      new AwsCredentials("AKIAIOSFODNN7EXAMPLE", SECRET, null);

  private final ClientFixture f = new ClientFixture();
  private final LoggingHost host = new LoggingHost();
  private final BlockingQueue<SignedRequest> came = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private static Future<AwsCredentials> keys() {
    return Future.succeededFuture(EXAMPLE);
  }

  private String server() throws Exception {
    return f.serve(
        request ->
            request.bodyHandler(
                body -> {
                  came.add(new SignedRequest(request, body));
                  request.response().end();
                }));
  }

  private InvocationCaller signing(String service, Supplier<Future<AwsCredentials>> keys) {
    return f.client
        .signing(SigV4.of(f.vertx, host, service, "eu-west-1", keys))
        .of(f.invocation.traced("Root=1-5759e988-bd862e3fe1be46a994272793"));
  }

  private static MultiMap map(String... pairs) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < pairs.length; i += 2) {
      map.add(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /**
   * The examples of "Signature Calculations for the Authorization Header" of S3's documentation.
   */
  @ParameterizedTest
  @CsvSource({
    "GET, /test.txt, '', '', Range, bytes=0-9, '',"
        + " f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    "PUT, /test%24file.text, '', '', x-amz-storage-class, REDUCED_REDUNDANCY, Welcome to Amazon S3.,"
        + " 98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    "GET, /, lifecycle, '', '', '', '',"
        + " fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "GET, /, prefix, J, '', '', '',"
        + " 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  })
  void areThoseOfAwsPublishedExamples(
      String method,
      String path,
      String parameter,
      String value,
      String header,
      String headerValue,
      String body,
      String signature)
      throws Exception {
    host.now.set(Instant.parse("2013-05-24T00:00:00Z").toEpochMilli());
    SigV4 signer = SigV4.of(f.vertx, host, "s3", "us-east-1", SigV4Test::keys);
    MultiMap query = parameter.isEmpty() ? map() : map(parameter, value);
    if (parameter.equals("prefix")) {
      query.add("max-keys", "2");
    }
    MultiMap headers = header.isEmpty() ? map() : map(header, headerValue);
    if (method.equals("PUT")) {
      headers.add("Date", "Fri, 24 May 2013 00:00:00 GMT");
    }
    MultiMap signed =
        await(
            signer.sign(
                new RequestSigner.Unsigned(
                    method,
                    true,
                    "examplebucket.s3.amazonaws.com",
                    443,
                    path,
                    query,
                    headers,
                    Buffer.buffer(body))));
    assertThat(signed.get("Authorization")).endsWith("Signature=" + signature);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, execute-api, /items",
    "GET, execute-api, /items?b=2&a=1&a=&c",
    "GET, execute-api, /a%20b/c%2Fd?q=%C3%BC%26%3D&r=x%20y",
    "GET, s3, /a%20b//c/../d%24",
    "DELETE, lambda, ''",
    "POST, execute-api, /items?x=1",
    "PUT, s3, /key",
  })
  void areVerifiedByTheServer(String method, String service, String path) throws Exception {
    InvocationCall<Buffer> call =
        signing(service, SigV4Test::keys)
            .request(HttpMethod.valueOf(method), server() + path)
            .with(request -> request.putHeader("X-Own", "a  b "));
    boolean hasBody = method.startsWith("P");
    await(hasBody ? call.send(Buffer.buffer("{\"n\":1}")) : call.send());
    SignedRequest request = came.take();
    assertThat(request.isSignedWith(SECRET)).isTrue();
    assertThat(request.isSignedWith("another")).isFalse();
    assertThat(request.request().getHeader("X-Amzn-Trace-Id")).startsWith("Root=");
    assertThat(new SignedRequest(request.request(), Buffer.buffer("changed")).isSignedWith(SECRET))
        .isFalse();
  }

  @Test
  void coverALargeBodyAndOneOfJson() throws Exception {
    String url = server();
    await(signing("execute-api", SigV4Test::keys).post(url).send(Buffer.buffer(new byte[1 << 20])));
    assertThat(came.take().isSignedWith(SECRET)).isTrue();
    await(signing("execute-api", SigV4Test::keys).post(url).sendJson(List.of(1, 2)));
    SignedRequest json = came.take();
    assertThat(json.isSignedWith(SECRET)).isTrue();
    assertThat(json.request().getHeader("Authorization")).contains("content-type;host");
  }

  @Test
  void coverEverythingOfAStreamButItsBody() throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createTempFile("streamed", ".txt");
    java.nio.file.Files.writeString(file, "from a file");
    String url = server();
    await(
        f.vertx
            .fileSystem()
            .open(file.toString(), new io.vertx.core.file.OpenOptions())
            .compose(body -> signing("s3", SigV4Test::keys).put(url + "/key").send(body)));
    SignedRequest request = came.take();
    assertThat(request.body().toString()).isEqualTo("from a file");
    assertThat(request.request().getHeader("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
    assertThat(request.isSignedWith(SECRET)).isTrue();
    java.nio.file.Files.delete(file);
  }

  @Test
  void refuseAStreamThatWouldGoUnsignedAndUnencrypted() {
    RequestSigner.Unsigned stream =
        new RequestSigner.Unsigned("PUT", false, "s3.example", 80, "/", map(), map(), null);
    assertThat(failure(SigV4.of(f.vertx, host, "s3", "eu-west-1", SigV4Test::keys).sign(stream)))
        .hasMessageContaining("s3.example is called without TLS; send a buffer, or use https");
  }

  @Test
  void areMadeWithTheCredentialsThatCountNow() throws Exception {
    AtomicReference<AwsCredentials> now = new AtomicReference<>(EXAMPLE);
    InvocationCaller caller = signing("lambda", () -> Future.succeededFuture(now.get()));
    String url = server();
    await(caller.get(url).send());
    assertThat(came.take().isSignedWith(SECRET)).isTrue();
    now.set(new AwsCredentials("ASIA", "fresh", "token"));
    await(caller.get(url).send());
    SignedRequest request = came.take();
    assertThat(request.isSignedWith("fresh")).isTrue();
    assertThat(request.request().getHeader("X-Amz-Security-Token")).isEqualTo("token");
  }

  @Test
  void sendNothingWithoutCredentials() throws Exception {
    String url = server();
    InvocationCaller caller = signing("lambda", () -> Future.failedFuture("no keys"));
    assertThat(failure(caller.get(url).send())).hasMessage("no keys");
    assertThat(came).isEmpty();
    assertThat(f.calls.get(0).failure()).isEqualTo(Failure.NOT_SIGNED);
  }

  @Test
  void followNoRedirectWithTheirSignature() throws Exception {
    String url =
        f.serve(
            request ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("Location", "http://127.0.0.1:1/")
                    .end());
    assertThat(await(signing("lambda", SigV4Test::keys).get(url).send()).statusCode())
        .isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Execute API", "a\r\nb"})
  void refuseNamesThatAreNone(String name) {
    assertThatThrownBy(() -> SigV4.of(f.vertx, host, name, "eu-west-1", SigV4Test::keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("service is '");
    assertThatThrownBy(() -> SigV4.of(f.vertx, host.with("AWS_REGION", name), "s3"))
        .hasMessageStartingWith("region (AWS_REGION) is '")
        .hasMessageContaining("lower-case letters, digits and hyphens");
    assertThatThrownBy(() -> SigV4.of(f.vertx, new LoggingHost(), "s3"))
        .hasMessageStartingWith("region (AWS_REGION) is 'null'");
  }

  /** On a class path from which the SDK is missing. */
  @Test
  void sayWhatIsMissing() throws Exception {
    List<URL> rest = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("awssdk")) {
        rest.add(new File(entry).toURI().toURL());
      }
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(rest.toArray(new URL[0]), platform)) {
      Class<?> type = loader.loadClass(SigV4.class.getName());
      Class<?> machine = loader.loadClass(Host.class.getName());
      Object system = machine.getMethod("system").invoke(null);
      Supplier<Object> none = () -> null;
      assertThatThrownBy(
              () ->
                  type.getMethod(
                          "of",
                          loader.loadClass(Vertx.class.getName()),
                          machine,
                          String.class,
                          String.class,
                          Supplier.class)
                      .invoke(null, null, system, "s3", "eu-west-1", none))
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "signing needs software.amazon.awssdk:http-auth-aws on the class path, which has no"
                  + " software/amazon/awssdk/")
          .hasMessageEndingWith("; add that dependency");
    }
  }
}
