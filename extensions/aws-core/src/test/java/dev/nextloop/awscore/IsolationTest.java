package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that bring along other versions of libraries that Nextloop has, too. */
class IsolationTest {
  private static final Path LIBRARIES = Path.of("target/function-lib");
  private static final String HEAD =
      "import com.amazonaws.services.lambda.runtime.*;"
          + "public class Fn implements RequestHandler<String, String> {"
          + "public String handleRequest(String s, Context c) {";

  @TempDir Path root;

  private static Path[] libraries(String... starts) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String start : starts) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(LIBRARIES, start + "*.jar")) {
        jars.forEach(found::add);
      }
    }
    return found.toArray(new Path[0]);
  }

  private void function(String body, Path... jars) throws IOException {
    Folder folder = new Folder(root).compile("Fn", HEAD + body + "} }", jars);
    for (Path jar : jars) {
      folder.library(jar);
    }
  }

  private String answer(String isolation) throws Exception {
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child =
            Child.named("Fn", server.authority())
                .in(root)
                .with("NEXTLOOP_ISOLATION", isolation)
                .start()) {
      String answer = Events.response(server, 1);
      assertThat(child.isAlive()).isTrue();
      return answer;
    }
  }

  @Test
  void itsOwnJacksonWins() throws Exception {
    function(
        "try { var mapper = new com.fasterxml.jackson.databind.ObjectMapper();"
            + "return mapper.version() + mapper.readTree(\"{\\\"a\\\":1}\").get(\"a\").asText();"
            + "} catch (Exception e) { throw new RuntimeException(e); }",
        libraries("jackson"));
    assertThat(answer("on")).isEqualTo("\"2.15.31\"");
    assertThat(answer("off")).startsWith("\"2.2").endsWith("1\"");
  }

  @Test
  void itsOwnVertxRunsBesideOurs() throws Exception {
    function(
        "try { var vertx = io.vertx.core.Vertx.vertx();"
            + "String version = io.vertx.core.impl.launcher.commands.VersionCommand.getVersion();"
            + "var later = new java.util.concurrent.CompletableFuture<String>();"
            + "vertx.setTimer(1, id -> later.complete(version));"
            + "return later.get(); } catch (Exception e) { throw new RuntimeException(e); }",
        libraries("vertx", "netty", "jackson-core"));
    assertThat(answer("on")).isEqualTo("\"4.5.22\"");
  }

  @Test
  void seesNothingOfOurs() throws Exception {
    function(
        "StringBuilder seen = new StringBuilder();"
            + "for (String type : new String[] {\"io.vertx.core.Vertx\", \"dev.nextloop.Reply\","
            + " \"com.fasterxml.jackson.core.JsonFactory\", \"io.netty.buffer.ByteBuf\","
            + " \"java.sql.Driver\", \"com.amazonaws.services.lambda.runtime.Context\"}) {"
            + " try { Class.forName(type); seen.append('+'); }"
            + " catch (ClassNotFoundException e) { seen.append('-'); } }"
            + "boolean ours = Fn.class.getClassLoader().getResource("
            + "\"META-INF/services/dev.nextloop.spi.HandlerProvider\") != null;"
            + "boolean context = Thread.currentThread().getContextClassLoader()"
            + " == Fn.class.getClassLoader();"
            + "return seen + \" \" + ours + \" \" + context;");
    assertThat(answer("on")).isEqualTo("\"----++ false true\"");
    assertThat(answer("off")).isEqualTo("\"++++++ true true\"");
  }

  @Test
  void seesWhatOthersHavePutOnTheClassPath() throws Exception {
    Path classes = Files.createDirectories(root.resolve("var/runtime/classes"));
    Path others = Files.createDirectories(root.resolve("elsewhere"));
    new Folder(classes).compile("OfRuntime", "public class OfRuntime { }");
    new Folder(others).compile("OfOthers", "public class OfOthers { }");
    Files.writeString(others.resolve("others.txt"), "");
    function(
        "String seen = \"\"; for (String type : new String[] {\"OfRuntime\", \"OfOthers\"}) {"
            + " try { Class.forName(type); seen += \"+\"; }"
            + " catch (ClassNotFoundException e) { seen += \"-\"; } }"
            + "return seen + (Fn.class.getResource(\"/others.txt\") != null);");
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child =
            Child.named("Fn", server.authority()).in(root).behind(classes).behind(others).start()) {
      assertThat(Events.response(server, 1)).isEqualTo("\"++true\"");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void aSerializerOfTheFunctionsIsUsed() throws Exception {
    Folder folder = new Folder(root);
    folder.compile(
        "Shout",
        "public class Shout implements com.amazonaws.services.lambda.runtime.CustomPojoSerializer {"
            + "public <T> T fromJson(java.io.InputStream in, java.lang.reflect.Type type) {"
            + " try { return (T) (\"read \" + new String(in.readAllBytes())); }"
            + " catch (java.io.IOException e) { throw new RuntimeException(e); } }"
            + "public <T> T fromJson(String in, java.lang.reflect.Type type) { return null; }"
            + "public <T> void toJson(T value, java.io.OutputStream out, java.lang.reflect.Type t) {"
            + " try { out.write((\"shout \" + value).getBytes()); }"
            + " catch (java.io.IOException e) { throw new RuntimeException(e); } } }");
    folder.service("com.amazonaws.services.lambda.runtime.CustomPojoSerializer", "Shout");
    function("return s + \"!\";");
    assertThat(answer("on")).isEqualTo("shout read \"x\"!");
    folder.service("com.amazonaws.services.lambda.runtime.CustomPojoSerializer", "Shout\nShout2");
    folder.compile("Shout2", "public class Shout2 extends Shout { }");
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child = Child.named("Fn", server.authority()).in(root).start()) {
      assertThat(Events.error(server, 1).text())
          .isEqualTo(
              "{\"errorMessage\":\"Too many serializers provided inside the META-INF/services"
                  + " folder, only one is allowed\",\"errorType\":\"com.amazonaws.services.lambda"
                  + ".runtime.api.client.TooManyServiceProvidersFoundException\"}");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void itsLog4jHearsOfTheRequest() throws Exception {
    Path log4j = Files.createDirectories(root.resolve("org/apache/logging/log4j"));
    assertThat(log4j).isDirectory();
    new Folder(root)
        .compile(
            "ThreadContext",
            "package org.apache.logging.log4j; public class ThreadContext {"
                + "public static final java.util.Map<String, String> ALL ="
                + " new java.util.HashMap<>();"
                + "public static void put(String key, String value) { ALL.put(key, value); } }");
    function(
        "LambdaRuntimeInternal.setUseLog4jAppender(true);"
            + "return org.apache.logging.log4j.ThreadContext.ALL + \"\";");
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"");
        Child child = Child.named("Fn", server.authority()).in(root).start()) {
      assertThat(Events.response(server, 2))
          .isEqualTo("\"{AWSRequestId=00000000-0000-4000-8000-000000000002}\"");
      assertThat(child.isAlive()).isTrue();
    }
  }
}
