package dev.nextloop.inspect.internal.check;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.ClassFile;
import dev.nextloop.inspect.internal.code.Hierarchy;
import dev.nextloop.inspect.internal.code.Parsed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/** Whether the handler's class is there and can be made. */
public final class HandlerClassCheck implements Check {
  private static final String BOTH = "AWS's client fails the same way";

  @Override
  public void examine(Case function, Consumer<Finding> findings) throws IOException {
    if (!function.handler().isReadable()) {
      findings.accept(
          new Finding(
              Rule.HANDLER_NAME,
              Level.BLOCKER,
              Place.file("handler"),
              "the handler '"
                  + shortened(function.setup().handler())
                  + "' lacks its class or its method",
              "each invocation would fail with 'Invalid handler'; " + BOTH,
              "name a class, or class and method: com.acme.Orders or com.acme.Orders::handleRequest"));
      return;
    }
    Optional<ClassFile> file = function.classes().file(function.handler().internalName());
    if (file.isEmpty()) {
      findings.accept(missing(function));
      return;
    }
    Optional<Parsed> parsed = function.classes().read(file.get().name());
    if (parsed.isPresent()) {
      examine(function, parsed.get(), findings);
    }
  }

  private static Finding missing(Case function) {
    String type = function.handler().type();
    String simple = "/" + type.substring(type.lastIndexOf('.') + 1);
    List<String> similar =
        function.classes().files().stream()
            .map(ClassFile::name)
            .filter(name -> ("/" + name).endsWith(simple) || name.equals(type.replace("/", ".")))
            .map(name -> name.replace('/', '.'))
            .limit(3)
            .toList();
    boolean refused = !function.files().refused().isEmpty();
    return new Finding(
        Rule.HANDLER_CLASS_MISSING,
        Level.BLOCKER,
        Place.type(null, shortened(type)),
        "the class is neither in the function's root nor in a jar in its lib"
            + (refused ? " that could be read" : ""),
        "each invocation would fail with 'Class not found'; " + BOTH,
        similar.isEmpty()
            ? "correct the handler, or pack the class: classes in the root, jars in lib"
            : "did you mean " + String.join(" or ", similar) + "?");
  }

  private static String shortened(String text) {
    return text.length() > 120 ? text.substring(0, 120) + "..." : text;
  }

  private static void examine(Case function, Parsed parsed, Consumer<Finding> findings) {
    ClassNode node = parsed.node();
    Place place = parsed.file().place();
    if (!node.name.equals(parsed.file().name())) {
      findings.accept(
          unusable(
              place,
              "its file holds another class, " + node.name.replace('/', '.'),
              "pack each class at the path of its own name"));
    }
    if (onlyStatic(function, parsed)) {
      requirePublic(node, place, findings);
      return;
    }
    if ((node.access & (ACC_ABSTRACT | ACC_INTERFACE)) != 0) {
      findings.accept(
          unusable(
              place,
              (node.access & ACC_INTERFACE) != 0 ? "it is an interface" : "the class is abstract",
              "name a class that can be made, or make the method static"));
      return;
    }
    requirePublic(node, place, findings);
    if (node.methods.stream()
        .noneMatch(
            method ->
                method.name.equals("<init>")
                    && method.desc.equals("()V")
                    && (method.access & ACC_PUBLIC) != 0)) {
      findings.accept(
          isInner(node)
              ? unusable(
                  place, "it is an inner class that needs its outer object", "make it static")
              : unusable(
                  place,
                  "it has no public constructor without parameters",
                  "add one; read settings from the environment in it"));
    }
  }

  /** Whether the named method is static, so that no object is made. */
  private static boolean onlyStatic(Case function, Parsed parsed) {
    String method = function.handler().method();
    if (method == null) {
      return false;
    }
    List<Hierarchy.Declared> named =
        new Hierarchy(function.classes()).publicMethods(parsed.file().name(), method);
    return !named.isEmpty()
        && named.stream().allMatch(declared -> (declared.method().access & ACC_STATIC) != 0);
  }

  private static void requirePublic(ClassNode node, Place place, Consumer<Finding> findings) {
    if ((access(node) & ACC_PUBLIC) == 0) {
      findings.accept(unusable(place, "the class is not public", "make it public"));
    }
  }

  /** A nested class has its own flags only in the list of inner classes. */
  private static int access(ClassNode node) {
    return own(node).map(inner -> inner.access).orElse(node.access);
  }

  private static boolean isInner(ClassNode node) {
    return own(node).filter(inner -> (inner.access & ACC_STATIC) == 0).isPresent();
  }

  private static Optional<InnerClassNode> own(ClassNode node) {
    return node.innerClasses.stream().filter(inner -> node.name.equals(inner.name)).findFirst();
  }

  private static Finding unusable(Place place, String what, String remedy) {
    return new Finding(
        Rule.HANDLER_CLASS_UNUSABLE,
        Level.BLOCKER,
        place,
        what,
        "the handler can't be made, so the environment doesn't start; " + BOTH,
        remedy);
  }
}
