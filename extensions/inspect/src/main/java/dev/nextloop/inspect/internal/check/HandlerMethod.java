package dev.nextloop.inspect.internal.check;

import static org.objectweb.asm.Opcodes.ACC_BRIDGE;

import dev.nextloop.inspect.internal.code.Hierarchy;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * A public method as a candidate for the handler, by AWS's rule: among methods of the name the one
 * with most parameters is tried first, a {@code Context} at the end counting twice, bridges last;
 * the first whose parameters fit is taken.
 *
 * @param declared the method
 * @param parameters its parameter types
 */
record HandlerMethod(Hierarchy.Declared declared, List<Type> parameters) {
  static final String CONTEXT = "com/amazonaws/services/lambda/runtime/Context";

  static final Comparator<HandlerMethod> BY_RANK =
      Comparator.comparing(HandlerMethod::isBridge)
          .thenComparing(Comparator.comparingInt(HandlerMethod::length).reversed());

  static HandlerMethod of(Hierarchy.Declared declared) {
    return new HandlerMethod(declared, List.of(Type.getArgumentTypes(declared.method().desc)));
  }

  private boolean isBridge() {
    return (declared.method().access & ACC_BRIDGE) != 0;
  }

  private int length() {
    return parameters.size() + (isContext(parameters.size() - 1) ? 1 : 0);
  }

  /** Whether the parameters are among those that AWS's client can fill. */
  boolean fits() {
    return switch (parameters.size()) {
      case 0, 1 -> true;
      case 2 ->
          isStream(0, "Input")
              ? isStream(1, "Output") || isContext(1)
              : isContext(1) && !isContext(0);
      case 3 -> isStream(0, "Input") && isStream(1, "Output") && isContext(2);
      default -> false;
    };
  }

  boolean ranksAs(HandlerMethod other) {
    return BY_RANK.compare(this, other) == 0;
  }

  private boolean isContext(int index) {
    return index >= 0 && parameters.get(index).getDescriptor().equals("L" + CONTEXT + ";");
  }

  private boolean isStream(int index, String direction) {
    return parameters.get(index).getDescriptor().equals("Ljava/io/" + direction + "Stream;");
  }

  int line() {
    return Lines.first(declared.method());
  }

  /** {@code put(Order, Context)}. */
  String words() {
    return words(declared.method());
  }

  private String words(MethodNode method) {
    return parameters.stream()
        .map(HandlerMethod::simple)
        .collect(Collectors.joining(", ", method.name + "(", ")"));
  }

  static String simple(Type type) {
    String name = type.getClassName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
