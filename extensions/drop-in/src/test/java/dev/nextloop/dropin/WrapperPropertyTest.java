package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any arguments: with quotes, newlines, globs, empty ones. */
class WrapperPropertyTest {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final List<List<String>> SHELLS = Layer.shells().toList();
  private static Path temp;
  private static Layer layer;
  private static String jars;

  @BeforeContainer
  static void installTheLayer() throws IOException {
    temp = Files.createTempDirectory("wrapper");
    layer = Layer.in(temp);
    jars = layer.jars();
  }

  @AfterContainer
  static void removeIt() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 150)
  void unknownArgumentsComeThroughAsTheyAre(
      @ForAll("lists") List<String> arguments, @ForAll("shells") List<String> shell)
      throws IOException {
    List<String> unknown = new ArrayList<>(arguments);
    unknown.add(0, "com.acme.Main");

    Layer.Run run = layer.run(shell, Map.of(), unknown);

    assertThat(run.arguments()).isEqualTo(unknown);
    assertThat(run.err()).hasLineCount(1);
  }

  @Property(tries = 150)
  void optionsClassPathAndHandlerComeThroughAsTheyAre(
      @ForAll("lists") List<String> values,
      @ForAll("texts") String path,
      @ForAll("texts") String handler,
      @ForAll("shells") List<String> shell)
      throws IOException {
    List<String> options = values.stream().map(value -> "-Dx=" + value).toList();
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-classpath", path, MAIN, handler));
    List<String> expected = new ArrayList<>(options);
    expected.addAll(List.of("-classpath", path + jars));
    expected.addAll(layer.main());
    expected.add(handler);

    assertThat(layer.run(shell, Map.of(), arguments).arguments()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return texts().list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "", "*", "/*", "-", "--", "\\", "\n", "$(echo x)", "`echo x`", "-e", "-n", MAIN),
        Arbitraries.strings().ofMaxLength(12).withCharRange('\u0001', '~'));
  }

  @Provide
  Arbitrary<List<String>> shells() {
    return Arbitraries.of(SHELLS);
  }
}
