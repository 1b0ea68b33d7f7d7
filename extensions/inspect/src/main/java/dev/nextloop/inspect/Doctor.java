package dev.nextloop.inspect;

import dev.nextloop.inspect.internal.check.BrokenCheck;
import dev.nextloop.inspect.internal.check.Case;
import dev.nextloop.inspect.internal.check.Check;
import dev.nextloop.inspect.internal.check.FilesCheck;
import dev.nextloop.inspect.internal.check.HandlerClassCheck;
import dev.nextloop.inspect.internal.check.HandlerMethodCheck;
import dev.nextloop.inspect.internal.check.LibrariesCheck;
import dev.nextloop.inspect.internal.check.ProcessCheck;
import dev.nextloop.inspect.internal.check.ResourceCheck;
import dev.nextloop.inspect.internal.check.RuntimeClassesCheck;
import dev.nextloop.inspect.internal.check.SerializerCheck;
import dev.nextloop.inspect.internal.check.SnapshotCheck;
import dev.nextloop.inspect.internal.check.StaticsCheck;
import dev.nextloop.inspect.internal.check.VariablesCheck;
import dev.nextloop.inspect.internal.code.FunctionFiles;
import dev.nextloop.inspect.internal.code.HandlerSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells from the files of a function of AWS's Java client how it would do on Nextloop's drop-in.
 * None of the function's classes are loaded. Blocks on disk and processor: call it on a worker
 * thread. What it reads is bounded by Lambda's own limits ({@link
 * dev.nextloop.packaging.ZipLimits#LAMBDA}).
 */
public final class Doctor {
  private static final List<Check> CHECKS =
      List.of(
          new HandlerClassCheck(),
          new HandlerMethodCheck(),
          new FilesCheck(),
          new SerializerCheck(),
          new StaticsCheck(),
          new RuntimeClassesCheck(),
          new LibrariesCheck(),
          new VariablesCheck(),
          new SnapshotCheck(),
          new ResourceCheck(),
          new ProcessCheck(),
          new BrokenCheck());

  private Doctor() {}

  /**
   * Examines a function.
   *
   * @param function a jar or zip as it is uploaded, or a directory with the same content: classes
   *     in the root, jars in {@code lib}
   * @param layers its layers in their order, zips or directories: of each, the jars in {@code
   *     java/lib} stand behind those of the function, as AWS's client has them
   * @param setup how it is run
   * @throws dev.nextloop.packaging.UnsafeZipException for a zip that breaks a rule of its reader
   * @throws dev.nextloop.packaging.UnreadableZipException for a file that is no zip
   * @throws IOException when it can't be read
   */
  public static Diagnosis examine(Path function, List<Path> layers, Setup setup)
      throws IOException {
    try (FunctionFiles files = FunctionFiles.open(function, layers)) {
      Case examined = Case.of(files, setup);
      List<Finding> findings = new ArrayList<>();
      for (Check check : CHECKS) {
        check.examine(examined, findings::add);
      }
      return new Diagnosis(
          setup,
          HandlerMethodCheck.signature(examined),
          examined.classes().files().size(),
          findings);
    }
  }

  /** Examines a function without layers, or without a look at them; see above. */
  public static Diagnosis examine(Path function, Setup setup) throws IOException {
    return examine(function, List.of(), setup);
  }

  /**
   * The classes outside of jars in {@code lib} that implement one of AWS's handler interfaces and
   * can be made.
   *
   * @param function as above
   * @param layers as above; a superclass may stand there
   * @return names with dots, in their order
   * @throws IOException as above
   */
  public static List<String> handlers(Path function, List<Path> layers) throws IOException {
    try (FunctionFiles files = FunctionFiles.open(function, layers)) {
      return HandlerSearch.in(files);
    }
  }
}
