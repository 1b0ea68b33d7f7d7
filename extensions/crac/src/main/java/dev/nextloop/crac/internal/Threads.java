package dev.nextloop.crac.internal;

import dev.nextloop.crac.Hazard;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Threads that somebody's init has left running. */
public final class Threads {
  private static final Set<String> JVM_GROUPS = Set.of("system", "InnocuousThreadGroup");
  private static final Set<String> JVM_NAMES = Set.of("main", "DestroyJavaVM");
  // They wait for work, and are made for a stand-still.
  private static final List<String> OURS = List.of("nextloop-", "vert.x-", "vertx-blocked-");

  private Threads() {}

  /** A finding for each. */
  public static List<Hazard> find() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> isSomebodys(thread.getKey()))
        .map(thread -> new Hazard(Hazard.Kind.THREAD, told(thread)))
        .sorted(java.util.Comparator.comparing(Hazard::what))
        .toList();
  }

  private static boolean isSomebodys(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && thread != Thread.currentThread()
        && !JVM_GROUPS.contains(group.getName())
        && !JVM_NAMES.contains(thread.getName())
        && OURS.stream().noneMatch(thread.getName()::startsWith);
  }

  private static String told(Map.Entry<Thread, StackTraceElement[]> thread) {
    StackTraceElement[] stack = thread.getValue();
    String began = stack.length == 0 ? "" : ", which runs " + first(stack);
    return "the thread '" + thread.getKey().getName() + "'" + began;
  }

  /** The outermost frame that is not the JDK's says whose it is. */
  private static StackTraceElement first(StackTraceElement[] stack) {
    for (int i = stack.length - 1; i >= 0; i--) {
      if (!stack[i].getClassName().startsWith("java.")) {
        return stack[i];
      }
    }
    return stack[stack.length - 1];
  }
}
