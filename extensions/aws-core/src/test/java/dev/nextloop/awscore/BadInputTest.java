package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are broken, or treat their process badly. */
class BadInputTest {
  private static final String IMPORTS =
      "import com.amazonaws.services.lambda.runtime.*; import java.io.*; import java.util.*; ";

  @TempDir Path root;

  private Folder function(String body) {
    return new Folder(root)
        .compile(
            "Fn", IMPORTS + "public class Fn implements RequestHandler<String, String> {" + body);
  }

  private Child start(ScriptedServer server, String handler) throws Exception {
    return Child.named(handler, server.authority()).in(root).start();
  }

  @Test
  void saysThatTwoMethodsAreAsGood() throws Exception {
    function(
        "public String handleRequest(String s, Context c) { return s; }"
            + "public String run(Integer i) { return \"integer\"; }"
            + "public String run(List<String> l) { return \"list\"; } }");
    try (ScriptedServer server = Events.serving("[1]");
        Child child = start(server, "Fn::run")) {
      assertThat(Events.response(server, 1)).isIn("\"integer\"", "\"list\"");
      assertThat(child.ended().err())
          .containsOnlyOnce("nextloop: the handler is ambiguous: public ")
          .contains("name a method that stands alone");
    }
  }

  @Test
  void saysWhatToDoAboutAClassFileThatIsTooNew() throws Exception {
    function("public String handleRequest(String s, Context c) { return s; } }");
    Path file = root.resolve("Fn.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = 99;
    Files.write(file, bytes);
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child = start(server, "Fn")) {
      assertThat(child.awaitExit()).isEqualTo(1);
      RecordedRequest error = server.requests(RuntimeCall.INIT_ERROR).get(0);
      assertThat(error.text())
          .startsWith("{\"errorMessage\":\"Error loading class Fn: Fn has been compiled by a more")
          .endsWith("\"errorType\":\"java.lang.UnsupportedClassVersionError\"}");
      assertThat(child.err()).contains("compile the function for this Java version");
    }
  }

  @Test
  void namesTheLineThatCallsExit() throws Exception {
    function("public String handleRequest(String s, Context c) { System.exit(3); return s; } }");
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child = start(server, "Fn")) {
      assertThat(child.awaitExit()).isEqualTo(3);
      assertThat(child.err())
          .contains("System.exit was called at Fn.handleRequest(Fn.java:1); return or throw");
    }
  }

  @Test
  void saysNothingOfAnExitThatIsOurs() throws Exception {
    function("public String handleRequest(String s, Context c) { return s; } }");
    try (ScriptedServer server = Events.serving("\"x\"");
        Child child = start(server, "Fn")) {
      Events.response(server, 1);
      assertThat(child.ended().err()).isEmpty();
    }
  }

  @Test
  void threadsThatAreLeftBehindReadNoOtherEvent() throws Exception {
    function(
        "static volatile String late = \"nothing\"; static Thread reader;"
            + "public String handleRequest(String s, Context c) { return late; }"
            + "public void leave(InputStream in, OutputStream out, Context c) throws Exception {"
            + "  if (reader != null) { reader.interrupt(); reader.join(); out.write(late.getBytes());"
            + "    return; }"
            + "  reader = new Thread(() -> { try { Thread.sleep(60000); } catch (Exception e) { }"
            + "    try { late = \"read \" + new String(in.readAllBytes()); }"
            + "    catch (Exception e) { late = \"\" + e; } });"
            + "  reader.start(); out.write('1'); } }");
    try (ScriptedServer server = Events.serving("\"one\"", "\"two\"");
        Child child = start(server, "Fn::leave")) {
      assertThat(Events.response(server, 2))
          .startsWith("java.io.IOException: the event is gone: its invocation has been answered");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void anInterruptEndsWithItsInvocation() throws Exception {
    function(
        "public String handleRequest(String s, Context c) {"
            + " boolean before = Thread.currentThread().isInterrupted();"
            + " Thread.currentThread().interrupt(); return \"\" + before; } }");
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"", "\"x\"");
        Child child = start(server, "Fn")) {
      assertThat(Events.response(server, 3)).isEqualTo("\"false\"");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void threadLocalsStayFromTheConstructorToTheLastInvocation() throws Exception {
    function(
        "static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);"
            + "public Fn() { COUNT.set(10); }"
            + "public String handleRequest(String s, Context c) {"
            + " COUNT.set(COUNT.get() + 1); return \"\" + COUNT.get(); } }");
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"", "\"x\"");
        Child child = start(server, "Fn")) {
      assertThat(Events.response(server, 3)).isEqualTo("\"13\"");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void anErrorOfTheJvmIsAnsweredAndEndsTheProcess() throws Exception {
    function(
        "public String handleRequest(String s, Context c) { throw new StackOverflowError(s); } }");
    try (ScriptedServer server = Events.serving("\"deep\"", "\"x\"");
        Child child = start(server, "Fn")) {
      assertThat(child.awaitExit()).isEqualTo(75);
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      assertThat(Events.error(server, 1).text())
          .startsWith("{\"errorMessage\":\"deep\",\"errorType\":\"java.lang.StackOverflowError\"");
    }
  }

  @Test
  void aClassThatIsMissingIsToldTheFirstInvocation() throws Exception {
    new Folder(root)
        .compile("Parent", "public class Parent { }")
        .compile("Fn", "public class Fn extends Parent { public void run() { } }");
    Files.delete(root.resolve("Parent.class"));
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"");
        Child child = start(server, "Fn::run")) {
      assertThat(child.awaitExit()).isNotZero();
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      RecordedRequest error = Events.error(server, 1);
      assertThat(error.text())
          .isEqualTo(
              "{\"errorMessage\":\"Error loading class Fn: Parent\",\"errorType\":"
                  + "\"java.lang.NoClassDefFoundError\"}");
      assertThat(error.header(Events.ERROR_TYPE)).isEqualTo("Runtime.BadFunctionCode");
    }
  }

  @Test
  void refusesASettingThatMakesNoSense() throws Exception {
    function("public String handleRequest(String s, Context c) { return s; } }");
    try (ScriptedServer server = Events.serving();
        Child child =
            Child.named("Fn", server.authority())
                .in(root)
                .with("NEXTLOOP_ISOLATION", "yes")
                .start()) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.err())
          .contains("Runtime.InvalidSetting: NEXTLOOP_ISOLATION is 'yes'; it must be on or off");
    }
  }
}
