package dev.nextloop.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Environment, exit, clocks, sleep and the standard streams stand in one class of a module. */
class MachineRuleTest {

  /** The classes that may touch the machine, and why each of them is the one. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "dev.nextloop.spi.SystemHost", "the framework's Host.system()",
          "dev.nextloop.logging.internal.sink.LastRecords", "writes what waits when the JVM ends",
          "dev.nextloop.testkit.ScriptedServer", "passes the monotonic clock to its parts",
          "dev.nextloop.awscore.internal.jvm.ManagedJvm", "prepares the JVM as functions expect it",
          "dev.nextloop.emulator.EmulatorOptions", "its default clocks, which a test replaces",
          "dev.nextloop.cli.internal.SystemMachine", "the command's Machine");

  private static final Map<String, Set<String>> MACHINE =
      Map.of(
          "java.lang.System",
              Set.of("getenv", "exit", "nanoTime", "currentTimeMillis", "out", "err", "in"),
          "java.lang.Runtime", Set.of("exit", "halt", "addShutdownHook"),
          "java.lang.Thread", Set.of("sleep"),
          "java.time.Instant", Set.of("now"),
          "java.time.LocalDateTime", Set.of("now"),
          "java.time.ZonedDateTime", Set.of("now"));

  private static Map<String, Set<String>> touching() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClasses classes : new Modules().byName().values()) {
      for (JavaClass type : classes) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          String owner = access.getTargetOwner().getName();
          if (MACHINE.getOrDefault(owner, Set.of()).contains(access.getName())) {
            found
                .computeIfAbsent(outermost(type), name -> new TreeSet<>())
                .add(owner + "." + access.getName());
          }
        }
      }
    }
    return found;
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "");
  }

  @Test
  void onlyTheNamedClassesTouchTheMachine() {
    Map<String, Set<String>> others = touching();
    others.keySet().removeAll(ALLOWED.keySet());

    assertThat(others).isEmpty();
  }

  @Test
  void everyNamedClassStillDoes() {
    assertThat(touching().keySet()).containsAll(ALLOWED.keySet());
  }
}
