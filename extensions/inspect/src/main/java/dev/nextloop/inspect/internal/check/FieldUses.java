package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.internal.code.Parsed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the author's code does with the fields of the author's classes. */
final class FieldUses {
  private static final Set<String> MUTATORS =
      Set.of(
          "put",
          "putAll",
          "putIfAbsent",
          "computeIfAbsent",
          "computeIfPresent",
          "compute",
          "merge",
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "set",
          "remove",
          "removeIf",
          "removeAll",
          "clear",
          "push",
          "pop",
          "poll",
          "offer",
          "replaceAll",
          "sort");

  /** Owner and name of a field to what is known of it. */
  private final Map<String, Use> uses = new HashMap<>();

  /** One field; filled while the code is read. */
  static final class Use {
    private String made = "";
    private int line;
    private boolean setLater;
    private boolean changed;

    /** The class of the object that is put in at the start; empty when that isn't plain to see. */
    String made() {
      return made;
    }

    /** The line of its first assignment; 0 when it isn't known. */
    int line() {
      return line;
    }

    /** Whether it is assigned outside the start of its class or object. */
    boolean setLater() {
      return setLater;
    }

    /** Whether a method that reads it changes a collection. */
    boolean changed() {
      return changed;
    }
  }

  FieldUses(List<Parsed> own) {
    for (Parsed type : own) {
      for (MethodNode method : type.node().methods) {
        read(type.node().name, method);
      }
    }
  }

  Use of(Parsed type, String field) {
    return uses.getOrDefault(key(type.node().name, field), new Use());
  }

  private static String key(String owner, String field) {
    return owner + "." + field;
  }

  private void read(String type, MethodNode method) {
    boolean starts = method.name.equals("<clinit>") || method.name.equals("<init>");
    Set<Use> got = new HashSet<>();
    boolean mutates = false;
    for (AbstractInsnNode at : method.instructions) {
      if (at instanceof FieldInsnNode field) {
        Use use = uses.computeIfAbsent(key(field.owner, field.name), name -> new Use());
        if (at.getOpcode() == Opcodes.PUTSTATIC || at.getOpcode() == Opcodes.PUTFIELD) {
          assigned(use, at, inStart(type, method, field));
        } else {
          got.add(use);
        }
      } else if (at instanceof MethodInsnNode call) {
        mutates |= call.owner.startsWith("java/util/") && MUTATORS.contains(call.name);
      }
    }
    if (mutates && !starts) {
      got.forEach(use -> use.changed = true);
    }
  }

  private static boolean inStart(String type, MethodNode method, FieldInsnNode field) {
    String start = field.getOpcode() == Opcodes.PUTSTATIC ? "<clinit>" : "<init>";
    return field.owner.equals(type) && method.name.equals(start);
  }

  private static void assigned(Use use, AbstractInsnNode at, boolean inStart) {
    use.line = use.line == 0 ? Lines.of(at) : use.line;
    use.setLater |= !inStart;
    AbstractInsnNode before = at.getPrevious();
    while (before != null && before.getOpcode() < 0) {
      before = before.getPrevious();
    }
    if (inStart && before instanceof MethodInsnNode call && call.name.equals("<init>")) {
      use.made = call.owner;
    }
  }
}
