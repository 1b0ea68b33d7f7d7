package dev.nextloop.cli.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.pack.Archive.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTargetTest {
  @TempDir private Path temp;

  private RunTarget of(String target, String handler, String... classPath) {
    return RunTarget.of(target, handler, List.of(classPath), temp);
  }

  @Test
  void putsAJarIntoTheFunctionsLib() throws Exception {
    Path jar = Files.createFile(temp.resolve("app.jar"));

    RunTarget run = of("app.jar", "com.example.Hello");

    assertThat(run.code().places()).containsExactly(new Place("lib/app.jar", jar));
    assertThat(run.ownBootstrap()).isFalse();
    assertThat(run.handler()).isEqualTo("com.example.Hello");
  }

  @Test
  void asksForTheHandlerOfAJar() throws Exception {
    Files.createFile(temp.resolve("app.jar"));

    assertThatThrownBy(() -> of("app.jar", null))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--handler");
  }

  @Test
  void takesAClassNameAsHandlerAndItsClassPathAsCode() throws Exception {
    Path classes = Files.createDirectory(temp.resolve("classes"));
    Path other = Files.createDirectory(temp.resolve("other"));
    Path jar = Files.createFile(temp.resolve("b.jar"));

    RunTarget run = of("com.example.Hello", null, "classes", "other", "b.jar");

    assertThat(run.code().places())
        .containsExactly(new Place("", classes), new Place("", other), new Place("lib/b.jar", jar));
    assertThat(run.handler()).isEqualTo("com.example.Hello");
  }

  @Test
  void asksWhereAClassIs() {
    assertThatThrownBy(() -> of("com.example.Hello", null)).hasMessageContaining("--class-path");
  }

  @Test
  void refusesAClassPathThatIsMissing() {
    assertThatThrownBy(() -> of("com.example.Hello", null, "nowhere"))
        .hasMessageContaining("nowhere, which is missing");
  }

  @Test
  void runsAProgramAsTheBootstrapItself() throws Exception {
    Path program = Files.createFile(temp.resolve("my-runtime"));

    RunTarget run = of("my-runtime", null);

    assertThat(run.code().places()).containsExactly(new Place("bootstrap", program));
    assertThat(run.ownBootstrap()).isTrue();
  }

  @Test
  void findsAShellFunctionInADirectory() throws Exception {
    Files.createFile(temp.resolve("function.sh"));

    RunTarget run = of(".", null);

    assertThat(run.handler()).isEqualTo("function.handler");
    assertThat(run.ownBootstrap()).isFalse();
  }

  @Test
  void leavesADirectoryItsOwnBootstrap() throws Exception {
    Files.createFile(temp.resolve("bootstrap"));

    assertThat(of(".", null).ownBootstrap()).isTrue();
  }

  @Test
  void refusesWhatIsNoneOfTheFour() {
    assertThatThrownBy(() -> of("no/such.jar", "h"))
        .hasMessageContaining("no/such.jar is no file, no directory and no name of a class");
  }
}
