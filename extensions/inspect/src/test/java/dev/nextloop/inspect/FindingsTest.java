package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds besides the handler, and what it passes over. */
class FindingsTest {
  private static final Setup ORDERS = Setup.of("com.acme.Orders");

  @TempDir private Path temp;

  private Path compile(String... sources) throws IOException {
    return Sources.compile(temp.resolve("function"), List.of(), sources);
  }

  private static List<Finding> of(Diagnosis said, Rule rule) {
    return said.findings().stream().filter(finding -> finding.rule() == rule).toList();
  }

  @Test
  void namesStaticsThatInvocationsShareWhenSeveralRunAtOnce() throws IOException {
    Path function =
        compile(
            Sources.orders(
                """
                private static int calls;
                private static int once = 3;
                static final Map<String, String> CACHE = new HashMap<>();
                static final Map<String, String> TABLE = new HashMap<>();
                static { TABLE.put("a", "b"); }
                static final Map<String, String> SAFE = new java.util.concurrent.ConcurrentHashMap<>();
                static final java.text.SimpleDateFormat DAY = new java.text.SimpleDateFormat("yyyy");
                private String last;
                int count(String key) { CACHE.put(key, last = key); return ++calls + once; }
                """));

    Diagnosis one = Doctor.examine(function, ORDERS);
    Diagnosis several = Doctor.examine(function, ORDERS.atOnce(16));

    assertThat(one.verdict()).isEqualTo(Verdict.YES);
    assertThat(several.verdict()).isEqualTo(Verdict.WITH_CHANGES);
    assertThat(of(several, Rule.MUTABLE_STATIC))
        .extracting(finding -> finding.where().member())
        .containsExactlyInAnyOrder("calls", "last");
    assertThat(of(several, Rule.SHARED_OBJECT))
        .extracting(finding -> finding.where().member() + " " + finding.level())
        .containsExactlyInAnyOrder("CACHE CHANGE", "DAY CHANGE", "TABLE NOTE");
    assertThat(of(several, Rule.SHARED_OBJECT))
        .allSatisfy(finding -> assertThat(finding.where().line()).isPositive());
  }

  @Test
  void followsTheHandlerIntoItsAuthorsPackagesAndNoFurther() throws IOException {
    String cache =
        "package %s; public class Cache { public static int n; public static void up() { n++; } }";
    Path function =
        compile(
            cache.formatted("com.acme.db"),
            cache.formatted("org.library"),
            cache.formatted("com.acme.unused"),
            Sources.orders("void up() { com.acme.db.Cache.up(); org.library.Cache.up(); }"));

    assertThat(of(Doctor.examine(function, ORDERS.atOnce(2)), Rule.MUTABLE_STATIC))
        .extracting(finding -> finding.where().type())
        .containsExactly("com.acme.db.Cache");
  }

  @Test
  void namesUseOfTheRuntimesOwnFolder() throws IOException {
    String stub = "package %s; public class %s { public static Object get() { return null; } }";
    Path runtime =
        Sources.compile(
            temp.resolve("runtime"),
            List.of(),
            stub.formatted("com.amazonaws.services.lambda.runtime.api.client", "AWSLambda"),
            stub.formatted(
                "com.amazonaws.services.lambda.runtime.serialization.factories", "JacksonFactory"));
    Path function =
        Sources.compile(
            temp.resolve("function"),
            List.of(runtime),
            Sources.orders(
                """
                Object a() { return com.amazonaws.services.lambda.runtime.api.client.AWSLambda.get(); }
                Object b() {
                  return com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory.get();
                }
                """),
            "package com.acme; public class ByName { String name() { return \"lambdainternal.AWSLambda\"; } }");

    Diagnosis said = Doctor.examine(function, ORDERS);

    assertThat(of(said, Rule.RUNTIME_INTERNALS))
        .extracting(finding -> finding.where().type())
        .containsExactly("com.acme.ByName", "com.acme.Orders");
    assertThat(of(said, Rule.RUNTIME_SERIALIZATION)).hasSize(1);
    assertThat(said.verdict()).isEqualTo(Verdict.WITH_CHANGES);
  }

  @Test
  void isContentWithASerializationLibraryThatTheFunctionBrings() throws IOException {
    String library = "com.amazonaws.services.lambda.runtime.serialization";
    Path function =
        compile(
            "package " + library + "; public class Json { public static void read() {} }",
            Sources.orders("void read() { " + library + ".Json.read(); }"));

    assertThat(Doctor.examine(function, ORDERS).findings()).isEmpty();
  }

  @Test
  void saysThatLibrariesOfItsOwnAreFine() throws IOException {
    Path function =
        compile(
            "package io.netty.buffer; public class ByteBuf {}",
            "package com.fasterxml.jackson.core; public class JsonParser {}",
            Sources.orders(""));

    Diagnosis said = Doctor.examine(function, ORDERS);

    assertThat(said.verdict()).isEqualTo(Verdict.YES);
    assertThat(of(said, Rule.SHADOWED_LIBRARY))
        .extracting(Finding::what)
        .containsExactlyInAnyOrder(
            "the function brings its own Jackson", "the function brings its own Netty");
  }

  @Test
  void allowsOneCustomSerializerThatCanBeMade() throws IOException {
    Path function = compile(Sources.orders(""), serializer("One"), serializer("Two"));

    provide(function, "com.acme.One # the first\n\n");
    assertThat(Doctor.examine(function, ORDERS).findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.CUSTOM_SERIALIZER);

    provide(function, "com.acme.One\ncom.acme.Two\n");
    assertThat(Doctor.examine(function, ORDERS).verdict()).isEqualTo(Verdict.NO);

    provide(function, "com.acme.Gone\n");
    assertThat(Doctor.examine(function, ORDERS).findings().get(0).what())
        .contains("not in the function");
  }

  private static String serializer(String name) {
    return """
        package com.acme;
        public class %s implements com.amazonaws.services.lambda.runtime.CustomPojoSerializer {
          public <T> T fromJson(java.io.InputStream in, java.lang.reflect.Type type) { return null; }
          public <T> T fromJson(String in, java.lang.reflect.Type type) { return null; }
          public <T> void toJson(T value, java.io.OutputStream out, java.lang.reflect.Type type) {}
        }
        """
        .formatted(name);
  }

  private static void provide(Path function, String text) throws IOException {
    Path services = Files.createDirectories(function.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("com.amazonaws.services.lambda.runtime.CustomPojoSerializer"), text);
  }

  @Test
  void readsAgentsAndWrappersFromTheVariablesWithoutTellingSecrets() throws IOException {
    Path function = compile(Sources.orders(""));

    Diagnosis said =
        Doctor.examine(
            function,
            ORDERS.with(
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                        "-Xss1m -javaagent:/opt/agent.jar=key=abc123 -XX:AOTCache=a",
                    "AWS_LAMBDA_EXEC_WRAPPER", "/opt/vendor")));

    assertThat(said.findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.AGENT, Rule.WRAPPER, Rule.CLASS_ARCHIVE);
    assertThat(said.findings().toString()).contains("/opt/agent.jar").doesNotContain("abc123");
    assertThat(of(said, Rule.WRAPPER).get(0).remedy())
        .contains("NEXTLOOP_NEXT_WRAPPER=/opt/vendor");
  }

  @Test
  void namesWhatReachesBeyondTheFunction() throws IOException {
    Path function =
        compile(
            Sources.orders(
                """
                void end() { System.exit(3); }
                void set() {
                  System.setProperty("com.acme.x", "1");
                  System.setProperty("io.netty.leakDetection.level", "paranoid");
                  Locale.setDefault(Locale.ROOT);
                }
                String trace() { return System.getProperty("com.amazonaws.xray.traceHeader"); }
                """));

    Diagnosis several = Doctor.examine(function, ORDERS.atOnce(4));

    assertThat(of(several, Rule.EXIT).get(0).level()).isEqualTo(Level.CHANGE);
    assertThat(of(several, Rule.EXIT).get(0).where().member()).isEqualTo("end");
    assertThat(of(several, Rule.SYSTEM_PROPERTY)).hasSize(2);
    assertThat(of(several, Rule.JVM_DEFAULT)).hasSize(1);
    Diagnosis one = Doctor.examine(function, ORDERS);
    assertThat(of(one, Rule.EXIT).get(0).level()).isEqualTo(Level.NOTE);
    assertThat(one.findings().stream().filter(finding -> finding.level() == Level.CHANGE))
        .extracting(Finding::what)
        .containsExactly("it sets the system property io.netty.leakDetection.level");
  }

  @Test
  void tellsOnceWhatStandsTwiceOnALine() throws IOException {
    Path function = compile(Sources.orders("void end() { System.exit(1); System.exit(1); }"));

    assertThat(of(Doctor.examine(function, ORDERS), Rule.EXIT)).hasSize(1);
  }
}
