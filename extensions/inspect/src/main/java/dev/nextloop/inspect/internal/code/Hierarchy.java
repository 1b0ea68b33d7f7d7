package dev.nextloop.inspect.internal.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Superclasses and interfaces of the function's classes, as far as the function has them. */
public final class Hierarchy {
  /** Deeper than any real one; damaged files may lead in circles. */
  private static final int MAX_DEPTH = 64;

  private final ClassPath classes;

  /** Of these classes. */
  public Hierarchy(ClassPath classes) {
    this.classes = classes;
  }

  /** A class and all above it: superclasses first, then interfaces; with slashes. */
  public Set<String> above(String type) {
    Set<String> line = new LinkedHashSet<>();
    Deque<String> interfaces = new ArrayDeque<>();
    for (String at = type; at != null && line.add(at); ) {
      Optional<Parsed> parsed = classes.read(at);
      parsed.ifPresent(found -> interfaces.addAll(found.node().interfaces));
      at = parsed.map(found -> found.node().superName).orElse(null);
    }
    while (!interfaces.isEmpty()) {
      String at = interfaces.poll();
      if (line.add(at)) {
        classes.read(at).ifPresent(found -> interfaces.addAll(found.node().interfaces));
      }
    }
    return line;
  }

  /**
   * A method and the class that declares it.
   *
   * @param owner the class
   * @param method the method
   */
  public record Declared(Parsed owner, MethodNode method) {}

  /** The public methods of a name, inherited ones too, as {@link Class#getMethods} has them. */
  public List<Declared> publicMethods(String type, String name) {
    Map<String, Declared> found = new LinkedHashMap<>();
    for (String at : above(type)) {
      Optional<Parsed> parsed = classes.read(at);
      if (parsed.isEmpty()) {
        continue;
      }
      boolean ownInterface = (parsed.get().node().access & Opcodes.ACC_INTERFACE) != 0;
      for (MethodNode method : parsed.get().node().methods) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        if (method.name.equals(name)
            && (method.access & Opcodes.ACC_PUBLIC) != 0
            && !(ownInterface && isStatic && !at.equals(type))) {
          found.putIfAbsent(method.desc, new Declared(parsed.get(), method));
        }
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * A type argument.
   *
   * @param words as people write it
   * @param known whether it is concrete, or a variable with a bound
   */
  public record Argument(String words, boolean known) {}

  /**
   * What a class passes to an interface's type parameters.
   *
   * @return empty when it doesn't implement the interface, or a raw one
   */
  public List<Argument> arguments(String type, String target) {
    return arguments(type, target, 0).stream()
        .map(bound -> new Argument(bound.type().words(), bound.known()))
        .toList();
  }

  private record Bound(GenericType type, boolean known) {}

  private List<Bound> arguments(String type, String target, int depth) {
    Optional<Parsed> parsed = depth > MAX_DEPTH ? Optional.empty() : classes.read(type);
    if (parsed.isEmpty()) {
      return List.of();
    }
    GenericType.Declared declared = declared(parsed.get());
    for (GenericType above : declared.supers()) {
      List<Bound> found =
          above.name().equals(target)
              ? above.arguments().stream().map(argument -> bound(argument, declared)).toList()
              : passed(above, arguments(above.name(), target, depth + 1), declared);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static Bound bound(GenericType argument, GenericType.Declared declared) {
    return new Bound(
        argument, !argument.variable() || declared.bounded().getOrDefault(argument.name(), true));
  }

  /** Puts what a class passes to its superclass in the place of the superclass's variables. */
  private List<Bound> passed(GenericType above, List<Bound> found, GenericType.Declared declared) {
    if (above.arguments().isEmpty() || found.isEmpty()) {
      return found;
    }
    List<String> formals =
        classes.read(above.name()).map(parsed -> declared(parsed).formals()).orElse(List.of());
    List<Bound> result = new ArrayList<>();
    for (Bound bound : found) {
      int at = bound.type().variable() ? formals.indexOf(bound.type().name()) : -1;
      boolean replaced = at >= 0 && at < above.arguments().size();
      result.add(replaced ? bound(above.arguments().get(at), declared) : bound);
    }
    return result;
  }

  private static GenericType.Declared declared(Parsed parsed) {
    if (parsed.node().signature != null) {
      try {
        return GenericType.declared(parsed.node().signature);
      } catch (BrokenClassException e) {
        // Read as the JVM does: signatures are for reflection only, the class is what it is.
        return plain(parsed);
      }
    }
    return plain(parsed);
  }

  private static GenericType.Declared plain(Parsed parsed) {
    List<GenericType> supers = new ArrayList<>();
    if (parsed.node().superName != null) {
      supers.add(new GenericType(parsed.node().superName, false, List.of()));
    }
    parsed.node().interfaces.forEach(name -> supers.add(new GenericType(name, false, List.of())));
    return new GenericType.Declared(List.of(), Map.of(), supers);
  }
}
