package dev.nextloop.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.nextloop.cli.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and what must stand in one place. */
class ArchitectureTest {
  private static final Modules MODULES = new Modules();

  /** Module to those of ours that it may use. There are no other arrows. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "framework", Set.of(),
          "extensions/testkit", Set.of(),
          "extensions/packaging", Set.of(),
          "extensions/inspect", Set.of("extensions/packaging"),
          "extensions/shell", Set.of("framework"),
          "extensions/web-client", Set.of("framework"),
          "extensions/logging", Set.of("framework"),
          // Not the framework: a wrong constant must show, not agree with itself.
          "extensions/emulator", Set.of("extensions/packaging"),
          "extensions/cli",
              Set.of("extensions/emulator", "extensions/inspect", "extensions/packaging"),
          "samples/echo", Set.of("framework"));

  @Test
  void everyModuleUsesOnlyThoseItMay() {
    assertThat(crossings((from, to) -> !ARROWS.get(from.module()).contains(to.module()))).isEmpty();
  }

  @Test
  void theArrowsThatAreThereAreSeen() {
    assertThat(crossings((from, to) -> from.module().equals("extensions/shell"))).isNotEmpty();
    assertThat(crossings((from, to) -> from.module().equals("extensions/cli"))).isNotEmpty();
  }

  @Test
  void theCommandHasNoFrameworkOnItsClassPath() {
    assertThatThrownBy(() -> Class.forName("dev.nextloop.EventHandler"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void noModuleReachesIntoTheInsideOfAnother() {
    assertThat(crossings((from, to) -> to.type().getPackageName().contains(".internal"))).isEmpty();
  }

  @Test
  void insidePackagesFormNoCycle() {
    for (JavaClasses classes : MODULES.byName().values()) {
      beFreeOfCycles("..internal.(**)", classes);
    }
  }

  @Test
  void noPackagesOfTheFrameworkFormACycle() {
    beFreeOfCycles("dev.nextloop.(**)", MODULES.byName().get("framework"));
  }

  private static void beFreeOfCycles(String slices, JavaClasses classes) {
    SlicesRuleDefinition.slices()
        .matching(slices)
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void theFrameworkKnowsNoLibraryOfAnExtension() {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : MODULES.byName().get("framework")) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String name = dependency.getTargetClass().getPackageName();
        if (name.matches(
            "(io\\.micrometer|io\\.opentelemetry|com\\.amazonaws|picocli|org\\.apache)\\..*")) {
          strangers.add(dependency.getDescription());
        }
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void noFileIsLongerThanThreeHundredLines() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    for (String part : List.of("framework", "extensions", "samples", "benchmarks")) {
      try (Stream<Path> files = Files.walk(Checkout.top().resolve(part))) {
        for (Path file : (Iterable<Path>) files.filter(ArchitectureTest::isSource)::iterator) {
          try (Stream<String> lines = Files.lines(file)) {
            long count = lines.count();
            if (count > 300) {
              tooLong.add(file + " has " + count);
            }
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static boolean isSource(Path file) {
    String path = file.toString();
    return path.contains("/src/") && path.endsWith(".java");
  }

  /** A class and the module that it belongs to. */
  private record Owned(JavaClass type, String module) {}

  private static Set<String> crossings(BiPredicate<Owned, Owned> forbidden) {
    Set<String> found = new TreeSet<>();
    MODULES
        .byName()
        .forEach(
            (module, classes) -> {
              for (JavaClass type : classes) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  MODULES
                      .owner(dependency.getTargetClass())
                      .filter(owner -> !owner.equals(module))
                      .map(owner -> new Owned(dependency.getTargetClass(), owner))
                      .filter(target -> forbidden.test(new Owned(type, module), target))
                      .ifPresent(target -> found.add(dependency.getDescription()));
                }
              }
            });
    return found;
  }
}
