package dev.nextloop.inspect.internal.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Looks for classes that may be meant where no handler is named. */
public final class HandlerSearch {
  private static final Set<String> INTERFACES =
      Set.of(
          "com/amazonaws/services/lambda/runtime/RequestHandler",
          "com/amazonaws/services/lambda/runtime/RequestStreamHandler");

  private HandlerSearch() {}

  /** Public classes of the root that implement a handler's interface; names with dots. */
  public static List<String> in(FunctionFiles files) throws IOException {
    ClassPath classes = new ClassPath(files);
    Hierarchy hierarchy = new Hierarchy(classes);
    List<String> found = new ArrayList<>();
    for (ClassFile file : classes.files()) {
      if (file.jar() == null && mayImplement(file)) {
        Optional<Parsed> parsed = classes.read(file.name());
        if (parsed.isPresent()
            && (parsed.get().node().access & Opcodes.ACC_PUBLIC) != 0
            && (parsed.get().node().access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0
            && !Collections.disjoint(hierarchy.above(file.name()), INTERFACES)) {
          found.add(file.name().replace('/', '.'));
        }
      }
    }
    return found;
  }

  /** Keeps AWS's own and other libraries of a fat jar from being read as a whole. */
  private static boolean mayImplement(ClassFile file) {
    return !file.name()
        .matches("(com/amazonaws|software/amazon|com/fasterxml|io/(netty|vertx))/.*");
  }
}
