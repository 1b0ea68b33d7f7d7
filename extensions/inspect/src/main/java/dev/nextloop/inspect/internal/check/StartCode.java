package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.internal.code.Parsed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The author's code that runs before the first event: static initialisers, the handler's
 * constructor, and the author's methods that these call by name.
 */
final class StartCode {
  private final Map<String, Parsed> own = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<Started> next = new ArrayDeque<>();

  /**
   * One method.
   *
   * @param type its class
   * @param method the method
   */
  record Started(Parsed type, MethodNode method) {}

  StartCode(Case function) {
    function.own().forEach(type -> own.put(type.node().name, type));
    own.keySet().forEach(type -> add(type, "<clinit>", "()V"));
    add(function.handler().internalName(), "<init>", "()V");
  }

  private void add(String type, String name, String descriptor) {
    Parsed parsed = own.get(type);
    if (parsed == null || !seen.add(type + "." + name + descriptor)) {
      return;
    }
    for (MethodNode method : parsed.node().methods) {
      if (method.name.equals(name) && method.desc.equals(descriptor)) {
        next.add(new Started(parsed, method));
      }
    }
  }

  /** Passes on every call and the method that makes it. */
  void forEachCall(BiConsumer<Started, MethodInsnNode> calls) {
    while (!next.isEmpty()) {
      Started started = next.poll();
      for (AbstractInsnNode at : started.method().instructions) {
        if (at instanceof MethodInsnNode call) {
          calls.accept(started, call);
          add(call.owner, call.name, call.desc);
        }
      }
    }
  }
}
