package dev.nextloop.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.nextloop.cli.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The compiled main classes of every module that stands before this one in the build. */
final class Modules {
  private static final List<String> NAMES =
      List.of(
          "framework",
          "extensions/testkit",
          "extensions/shell",
          "extensions/web-client",
          "extensions/logging",
          "extensions/packaging",
          "extensions/inspect",
          "extensions/emulator",
          "extensions/cli",
          "samples/echo");

  private final Map<String, JavaClasses> classes = new LinkedHashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  Modules() {
    for (String name : NAMES) {
      Path directory = Checkout.top().resolve(name).resolve("target/classes");
      if (!Files.isDirectory(directory)) {
        throw new IllegalStateException(directory + " is missing; build with -am");
      }
      JavaClasses own = new ClassFileImporter().importPath(directory);
      classes.put(name, own);
      own.forEach(type -> owners.put(type.getName(), name));
    }
  }

  Map<String, JavaClasses> byName() {
    return classes;
  }

  /** The module that a class belongs to; empty for those of the JDK and of libraries. */
  Optional<String> owner(JavaClass type) {
    return Optional.ofNullable(owners.get(type.getBaseComponentType().getName()));
  }
}
