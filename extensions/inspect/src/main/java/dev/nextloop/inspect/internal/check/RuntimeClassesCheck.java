package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.BrokenClassException;
import dev.nextloop.inspect.internal.code.ClassFile;
import dev.nextloop.inspect.internal.code.ConstantPool;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Classes that only the managed runtime's own folder has. */
public final class RuntimeClassesCheck implements Check {
  private static final String CLIENT = "com/amazonaws/services/lambda/runtime/api/client/";
  private static final String SERIALIZATION =
      "com/amazonaws/services/lambda/runtime/serialization/";

  /** Jackson, Gson and others, moved into AWS's serialization library. */
  private static final String SHADED = "com/amazonaws/lambda/thirdparty/";

  private static final List<String> INTERNALS =
      List.of(CLIENT, "com/amazonaws/services/lambda/crac/", "lambdainternal/");

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    Optional<ClassFile> bundled =
        function.classes().files().stream()
            .filter(file -> file.name().startsWith(CLIENT))
            .findFirst();
    bundled.ifPresent(file -> findings.accept(bundledClient(file)));
    Set<String> told = new HashSet<>();
    for (ClassFile file : function.classes().files()) {
      // AWS's own libraries know each other; only what others take from them counts.
      if (!isInternal(file.name()) && !isSerialization(file.name())) {
        examine(function, file, told, findings);
      }
    }
  }

  private static void examine(
      Case function, ClassFile file, Set<String> told, Consumer<Finding> findings) {
    ConstantPool pool;
    try {
      pool = ConstantPool.of(file);
    } catch (BrokenClassException e) {
      // FilesCheck tells of it.
      return;
    }
    String from = file.jar() == null ? file.name() : file.jar();
    Stream.concat(
            pool.references().stream(),
            pool.texts().stream()
                .filter(text -> text.length() < 200)
                .map(text -> text.replace('.', '/')))
        .filter(name -> !function.classes().has(name))
        .forEach(
            name -> {
              boolean internal = isInternal(name);
              if ((internal || isSerialization(name))
                  && told.add(from + (internal ? " internals" : " serialization"))) {
                findings.accept(internal ? internals(file, name) : serialization(file, name));
              }
            });
  }

  private static boolean isInternal(String name) {
    return INTERNALS.stream().anyMatch(name::startsWith);
  }

  private static boolean isSerialization(String name) {
    return name.startsWith(SERIALIZATION) || name.startsWith(SHADED);
  }

  private static Finding internals(ClassFile file, String name) {
    return new Finding(
        Rule.RUNTIME_INTERNALS,
        Level.CHANGE,
        file.place(),
        "it uses " + name.replace('/', '.') + " of the runtime's own folder",
        "AWS's client is not running under Nextloop: such a class finds nothing started",
        "use Context and LambdaRuntime of aws-lambda-java-core instead");
  }

  private static Finding serialization(ClassFile file, String name) {
    return new Finding(
        Rule.RUNTIME_SERIALIZATION,
        Level.NOTE,
        file.place(),
        "it uses " + name.replace('/', '.') + ", which the function doesn't bring",
        "on the drop-in the runtime's own copy is there, as with AWS's client; elsewhere it is missing",
        "to be free of the runtime, pack com.amazonaws:aws-lambda-java-serialization");
  }

  private static Finding bundledClient(ClassFile file) {
    return new Finding(
        Rule.BUNDLED_CLIENT,
        Level.NOTE,
        Place.file(file.jar() == null ? "the function's root" : file.jar()),
        "AWS's Runtime Interface Client is packed with the function",
        "Nextloop takes its place; it isn't started",
        "");
  }
}
