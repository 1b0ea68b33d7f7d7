package dev.nextloop.awscore.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.spi.Host;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgentJarsTest {
  private static Host host(Map<String, String> variables) {
    return (Host)
        Proxy.newProxyInstance(
            AgentJarsTest.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (self, method, arguments) -> variables.get(arguments[0]));
  }

  private static String line(List<String> arguments) {
    return String.join("\0", arguments) + "\0";
  }

  @Example
  void findsThoseOfTheManagedRuntimesCommandLine() {
    assertThat(
            AgentJars.in(
                line(
                    List.of(
                        "/var/lang/bin/java",
                        "-javaagent:/var/runtime/lib/Log4jHotPatch.jar=log4jFixerVerbose=false",
                        "-XX:+UseSerialGC",
                        "dev.nextloop.launch.Main",
                        "Fn")),
                host(Map.of())))
        .containsExactly("/var/runtime/lib/Log4jHotPatch.jar");
  }

  @Example
  void findsThoseOfEveryVariableThatTheJvmReads() {
    assertThat(
            AgentJars.in(
                "",
                host(
                    Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xmx1g  -javaagent:a.jar=x -javaagent:b.jar",
                        "JDK_JAVA_OPTIONS", "\"-javaagent:c.jar\"",
                        "_JAVA_OPTIONS", "-javaagent:'d.jar'"))))
        .containsExactly("a.jar", "b.jar", "c.jar", "d.jar");
  }

  @Property
  void findsEachAgentAmongAnyArguments(
      @ForAll("names") List<String> jars, @ForAll("texts") List<String> others) {
    List<String> arguments = new ArrayList<>(others);
    jars.forEach(jar -> arguments.add("-javaagent:" + jar + "=options"));
    arguments.addAll(others);

    assertThat(AgentJars.in(line(arguments), host(Map.of()))).isEqualTo(jars);
  }

  @Property
  void takesAnyTexts(@ForAll String commandLine, @ForAll String variable) {
    assertThat(AgentJars.in(commandLine, host(Map.of("JAVA_TOOL_OPTIONS", variable))))
        .doesNotContain("");
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings().ofMinLength(1).excludeChars('=', '\0').list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .excludeChars('\0')
        .filter(text -> !text.startsWith("-javaagent:"))
        .list()
        .ofMaxSize(4);
  }
}
