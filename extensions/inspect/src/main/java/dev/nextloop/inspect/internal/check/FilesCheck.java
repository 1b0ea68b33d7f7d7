package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.JavaRuntime;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.BrokenClassException;
import dev.nextloop.inspect.internal.code.ClassFile;
import dev.nextloop.inspect.internal.code.FunctionFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether jars and class files can be read by the runtime. */
public final class FilesCheck implements Check {

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    for (FunctionFiles.Refused jar : function.files().refused()) {
      findings.accept(
          new Finding(
              Rule.JAR_UNREADABLE,
              Level.NOTE,
              Place.file(jar.jar()),
              "not looked into: " + jar.reason(),
              "what is in it is unknown here; the JVM may be able to read it",
              "write the jar anew, or look at it by itself"));
    }
    Set<String> own =
        function.own().stream().map(parsed -> parsed.file().name()).collect(Collectors.toSet());
    own.add(function.handler().internalName());
    Map<String, Finding> perJar = new HashMap<>();
    for (ClassFile file : function.classes().files()) {
      Finding finding = examine(file, function.setup().runtime(), own.contains(file.name()));
      if (finding != null && finding.level() == Level.BLOCKER) {
        findings.accept(finding);
      } else if (finding != null) {
        perJar.putIfAbsent(finding.rule() + "/" + file.jar(), finding);
      }
    }
    perJar.values().forEach(findings);
  }

  /** What is wrong with a class file by its first bytes; null when nothing is. */
  static Finding examine(ClassFile file, JavaRuntime runtime, boolean own) {
    try {
      byte[] bytes = file.bytes();
      int version = ClassFile.version(bytes);
      return version > runtime.classFile() || ClassFile.preview(bytes)
          ? tooNew(file, version - 44, ClassFile.preview(bytes), runtime, own)
          : null;
    } catch (BrokenClassException e) {
      return unreadable(file, e.getMessage(), own);
    }
  }

  private static Finding tooNew(
      ClassFile file, int release, boolean preview, JavaRuntime runtime, boolean own) {
    return new Finding(
        Rule.CLASS_TOO_NEW,
        own ? Level.BLOCKER : Level.NOTE,
        file.place(),
        "it is compiled for Java %d%s, the runtime is %s"
            .formatted(release, preview ? " with preview features" : "", runtime.id()),
        own
            ? "it fails with UnsupportedClassVersionError, on AWS's client too"
            : "should the function use it, it fails with UnsupportedClassVersionError",
        "compile with --release %d, or choose a newer runtime".formatted(runtime.release()));
  }

  /** Of a class file that can't be read. */
  static Finding unreadable(ClassFile file, String reason, boolean own) {
    return new Finding(
        Rule.CLASS_UNREADABLE,
        own ? Level.BLOCKER : Level.NOTE,
        file.place(),
        "the class file can't be read: " + reason,
        own
            ? "it fails with ClassFormatError, on AWS's client too"
            : "should the function use it, it may fail with ClassFormatError",
        "compile and pack it again");
  }
}
