package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that an agent changes so that it calls the agent's own class. */
class AgentTest {
  private static final String FUNCTION =
      "import com.amazonaws.services.lambda.runtime.*;"
          + "public class Fn implements RequestHandler<String, String> {"
          + "public String handleRequest(String s, Context c) { return %s; } }";

  /** Puts the file Fn.changed of its jar in place of the function's class. */
  private static final String AGENT =
      """
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;

      public class Agent implements ClassFileTransformer {
        public static int calls;

        public static void premain(String arguments, Instrumentation jvm) {
          jvm.addTransformer(new Agent());
        }

        public static String count() {
          return "call " + ++calls + " seen by " + Agent.class.getClassLoader().getClass().getSimpleName();
        }

        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
          if (!"Fn".equals(name)) {
            return null;
          }
          try (var changed = Agent.class.getResourceAsStream("/Fn.changed")) {
            return changed.readAllBytes();
          } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      """;

  @TempDir private Path temp;
  private Path root;
  private Path jar;

  @BeforeEach
  void buildAgentAndFunction() throws IOException {
    root = Files.createDirectory(temp.resolve("task"));
    new Folder(root).compile("Fn", FUNCTION.formatted("\"unchanged\""));
    Folder agent = new Folder(Files.createDirectory(temp.resolve("agent classes")));
    agent.compile("Agent", AGENT).compile("Fn", FUNCTION.formatted("Agent.count()"));
    Files.move(agent.root().resolve("Fn.class"), agent.root().resolve("Fn.changed"));
    jar = temp.resolve("agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "Agent");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      for (String name : List.of("Agent.class", "Fn.changed")) {
        entries.putNextEntry(new JarEntry(name));
        Files.copy(agent.root().resolve(name), entries);
      }
    }
  }

  private void calls(UnaryOperator<Child.Command> agent) throws Exception {
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"");
        Child child = agent.apply(Child.named("Fn", server.authority()).in(root)).start()) {
      assertThat(Events.response(server, 2)).isEqualTo("\"call 2 seen by AppClassLoader\"");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void callsTheClassOfAnAgentOfTheCommandLine() throws Exception {
    calls(command -> command.option("-javaagent:" + jar + "=some=options"));
  }

  @Test
  void callsTheClassOfAnAgentOfAVariable() throws Exception {
    calls(command -> command.with("JAVA_TOOL_OPTIONS", "-Da=b -javaagent:\"" + jar + "\""));
  }
}
