package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.HandlerProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellInitTest {
  @TempDir Path root;

  private FunctionError refusal(String shell, String script, String name) {
    return new ShellFixture(root, shell, script).refusal(name);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(HandlerProvider.class))
        .anyMatch(provider -> provider instanceof ShellHandlerProvider);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"handler", "function.handler;id", "a b.handler", "f.", "f.1x", "f.h\n", "$(id).h"})
  void leavesOtherHandlerStringsToOthers(String name) {
    ShellFixture f = new ShellFixture(root, "bash", "handler() { :; }");
    assertThat(f.provide(name)).isNull();
    assertThat(new ShellHandlerProvider().lookedFor(name, f.host)).contains("not of the form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../function.handler", "a/../function.handler", "/etc/x.handler"})
  void refusesToLeaveTheTaskRoot(String name) {
    FunctionError error = refusal("bash", "handler() { :; }", name);
    assertThat(error.type()).isEqualTo("Runtime.HandlerNotFound");
    assertThat(error.getMessage()).contains(name);
  }

  @Test
  void refusesALinkThatLeavesTheTaskRoot(@TempDir Path elsewhere) throws Exception {
    Path target = Files.writeString(elsewhere.resolve("evil.sh"), "handler() { :; }");
    Files.createSymbolicLink(root.resolve("link.sh"), target);
    assertThat(refusal("bash", "", "link.handler").type()).isEqualTo("Runtime.HandlerNotFound");
  }

  @Test
  void namesTheFileThatIsMissing() {
    FunctionError error = refusal("bash", "", "lib/other.handler");
    assertThat(error.type()).isEqualTo("Runtime.NoSuchHandlerFile");
    assertThat(error.getMessage()).contains("lib/other.sh").contains("lib/other.handler");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void namesTheFunctionThatIsMissing(String shell) {
    FunctionError error = refusal(shell, "other() { :; }", "function.handler");
    assertThat(error.type()).isEqualTo("Runtime.HandlerNotFound");
    assertThat(error.getMessage()).contains("handler").contains("function.sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void takesNoBuiltinForAFunction(String shell) {
    assertThat(refusal(shell, ":", "function.echo").type()).isEqualTo("Runtime.HandlerNotFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void namesFileAndLineOfASyntaxError(String shell) {
    FunctionError error = refusal(shell, "handler() {\n  if true; fi\n}\n", "function.handler");
    assertThat(error.type()).isEqualTo("Runtime.ScriptError");
    assertThat(error.getMessage()).containsPattern("function\\.sh: (line )?2: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void tellsThatTheScriptEndedItsShell(String shell) {
    FunctionError error = refusal(shell, "echo no table >&2; exit 4", "function.handler");
    assertThat(error.type()).isEqualTo("Runtime.ScriptError");
    assertThat(error.getMessage()).contains("status 4").endsWith("no table");
  }

  @Test
  void namesTheShellThatIsMissing() {
    FunctionError error = refusal("no-such-shell", "handler() { :; }", "function.handler");
    assertThat(error.type()).isEqualTo("Runtime.InvalidSetting");
    assertThat(error.getMessage()).contains("no-such-shell").contains("NEXTLOOP_SHELL");
  }

  @Test
  void takesBashWhereNoneIsNamed() {
    try (ShellFixture f =
        new ShellFixture(root, "", "handler() { echo ${BASH_VERSION:+bash}; }").start()) {
      assertThat(f.answer("{}")).isEqualTo("bash");
    }
  }

  @Test
  void takesAScriptInADirectory() throws Exception {
    Files.createDirectory(root.resolve("lib"));
    ShellFixture f = new ShellFixture(root, "dash", "");
    f.write("lib/a.b.sh", "h_1() { echo here; }");
    var handler = ShellFixture.await(f.provide("lib/a.b.h_1"));
    ShellFixture.await(handler.close());
  }
}
