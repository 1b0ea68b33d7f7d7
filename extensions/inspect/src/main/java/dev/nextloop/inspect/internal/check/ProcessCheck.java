package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.Parsed;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Calls that reach beyond the function: into the process, the JVM, and Nextloop's own settings. */
public final class ProcessCheck implements Check {
  private static final Set<String> EXITS =
      Set.of("java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt");

  private static final Set<String> DEFAULTS =
      Set.of(
          "java/util/Locale.setDefault",
          "java/util/TimeZone.setDefault",
          "java/lang/System.setOut",
          "java/lang/System.setErr");

  private static final Set<String> PROPERTIES = Set.of("setProperty", "clearProperty");

  /** The property in which AWS's client leaves the trace header, for one invocation at a time. */
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    for (Parsed type : function.own()) {
      for (MethodNode method : type.node().methods) {
        for (AbstractInsnNode at : method.instructions) {
          if (at instanceof MethodInsnNode call) {
            Place place = type.file().place(method.name, Lines.of(at));
            examine(function, call, place, findings);
          }
        }
      }
    }
  }

  private static void examine(
      Case function, MethodInsnNode call, Place place, Consumer<Finding> findings) {
    String name = call.owner + "." + call.name;
    Level severalAtOnce = function.setup().ifSeveralAtOnce();
    if (EXITS.contains(name)) {
      findings.accept(
          new Finding(
              Rule.EXIT,
              severalAtOnce,
              place,
              "it ends the process: " + words(call),
              function.setup().concurrency() > 1
                  ? "all invocations that run at once are lost with it"
                  : "the invocation fails with Runtime.ExitError, and the next one starts anew, as"
                      + " with AWS's client",
              "throw an exception instead"));
    } else if (DEFAULTS.contains(name)) {
      findings.accept(
          new Finding(
              Rule.JVM_DEFAULT,
              severalAtOnce,
              place,
              "it changes a default of the whole JVM: " + words(call),
              "Nextloop and all other invocations get it, too",
              "pass locale, zone or stream along instead"));
    } else if (call.owner.equals("java/lang/System")) {
      property(function, call, place, findings);
    }
  }

  private static void property(
      Case function, MethodInsnNode call, Place place, Consumer<Finding> findings) {
    String key = key(call);
    if (PROPERTIES.contains(call.name)
        && key.matches("(nextloop|vertx|io\\.netty|org\\.crac)\\..*")) {
      findings.accept(
          new Finding(
              Rule.SYSTEM_PROPERTY,
              Level.CHANGE,
              place,
              "it sets the system property " + key,
              "class loaders don't part system properties: Nextloop reads it, or has read it already",
              "set it in JAVA_TOOL_OPTIONS, where all see it from the start"));
    } else if (call.name.equals("getProperty") && key.equals(TRACE)) {
      findings.accept(
          new Finding(
              Rule.SYSTEM_PROPERTY,
              function.setup().ifSeveralAtOnce(),
              place,
              "it reads the system property " + key,
              "with several invocations at once no property can hold the trace of each",
              "read context.getXrayTraceId()"));
    }
  }

  /** The last string constant before a call: its first argument, as compilers write it. */
  private static String key(MethodInsnNode call) {
    int arguments = Type.getArgumentTypes(call.desc).length;
    String first = "";
    int seen = 0;
    for (AbstractInsnNode at = call.getPrevious(); at != null && seen < arguments; ) {
      if (at instanceof LdcInsnNode constant && constant.cst instanceof String text) {
        first = text;
      }
      seen += at.getOpcode() >= 0 ? 1 : 0;
      at = at.getPrevious();
    }
    return first;
  }

  private static String words(MethodInsnNode call) {
    return call.owner.substring(call.owner.lastIndexOf('/') + 1) + "." + call.name;
  }
}
