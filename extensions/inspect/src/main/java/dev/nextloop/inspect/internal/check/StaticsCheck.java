package dev.nextloop.inspect.internal.check;

import static org.objectweb.asm.Opcodes.ACC_ENUM;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.Setup;
import dev.nextloop.inspect.internal.check.FieldUses.Use;
import dev.nextloop.inspect.internal.code.Parsed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;

/** What several invocations at once would share: fields of classes, and of the one handler. */
public final class StaticsCheck implements Check {
  /** Types whose objects threads must not share, to what may stand in their place. */
  private static final Map<String, String> UNSHARED =
      Map.ofEntries(
          Map.entry("java/text/SimpleDateFormat", "java.time.format.DateTimeFormatter"),
          Map.entry("java/text/DateFormat", "java.time.format.DateTimeFormatter"),
          Map.entry("java/text/DecimalFormat", "one of each invocation's own"),
          Map.entry("java/text/NumberFormat", "one of each invocation's own"),
          Map.entry("java/text/MessageFormat", "one of each invocation's own"),
          Map.entry("java/util/Calendar", "java.time"),
          Map.entry("java/util/GregorianCalendar", "java.time"),
          Map.entry("java/lang/StringBuilder", "one of each invocation's own"),
          Map.entry("java/security/MessageDigest", "one of each invocation's own"),
          Map.entry("javax/crypto/Cipher", "one of each invocation's own"),
          Map.entry("javax/crypto/Mac", "one of each invocation's own"),
          Map.entry("java/util/regex/Matcher", "the Pattern"),
          Map.entry("javax/xml/parsers/DocumentBuilder", "one of each invocation's own"),
          Map.entry("java/sql/Connection", "a pool"),
          Map.entry("java/sql/PreparedStatement", "a pool of connections"));

  private static final Set<String> COLLECTIONS =
      Set.of(
          "java/util/HashMap",
          "java/util/LinkedHashMap",
          "java/util/TreeMap",
          "java/util/WeakHashMap",
          "java/util/IdentityHashMap",
          "java/util/EnumMap",
          "java/util/HashSet",
          "java/util/LinkedHashSet",
          "java/util/TreeSet",
          "java/util/ArrayList",
          "java/util/LinkedList",
          "java/util/ArrayDeque",
          "java/util/PriorityQueue",
          "java/util/BitSet");

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    FieldUses uses = new FieldUses(function.own());
    String handler = function.handler().internalName();
    for (Parsed type : function.own()) {
      for (FieldNode field : type.node().fields) {
        boolean shared = (field.access & ACC_STATIC) != 0 || type.node().name.equals(handler);
        if (shared && (field.access & (ACC_SYNTHETIC | ACC_ENUM)) == 0) {
          Use use = uses.of(type, field.name);
          examine(function.setup(), type.file().place(field.name, use.line()), field, use)
              .ifPresent(findings);
        }
      }
    }
  }

  private static Optional<Finding> examine(Setup setup, Place place, FieldNode field, Use use) {
    Level level = setup.ifSeveralAtOnce();
    String kind = (field.access & ACC_STATIC) != 0 ? "static field" : "field of the handler";
    String made = use.made().isEmpty() ? declared(field) : use.made();
    if (made.equals("java/lang/ThreadLocal")) {
      return Optional.of(
          new Finding(
              Rule.THREAD_LOCAL,
              level,
              place,
              kind + " with a ThreadLocal",
              "another thread may run the next invocation, and its value is another then",
              "keep what outlives an invocation in a field, and remove() the rest"));
    }
    if ((field.access & ACC_FINAL) == 0 && use.setLater()) {
      return Optional.of(
          new Finding(
              Rule.MUTABLE_STATIC,
              level,
              place,
              kind + " that is set again after the start",
              "invocations that run at once see each other's value",
              "make it final, pass the value along, or hold it in an AtomicReference"));
    }
    if (UNSHARED.containsKey(made)) {
      return Optional.of(shared(level, place, kind, made, UNSHARED.get(made)));
    }
    return COLLECTIONS.contains(made)
        ? Optional.of(shared(use.changed() ? level : Level.NOTE, place, kind, made, instead(made)))
        : Optional.empty();
  }

  private static Finding shared(
      Level level, Place place, String kind, String made, String instead) {
    return new Finding(
        Rule.SHARED_OBJECT,
        level,
        place,
        kind + " with a " + made.substring(made.lastIndexOf('/') + 1),
        "invocations that run at once must not share one that any of them changes",
        "use " + instead);
  }

  private static String instead(String collection) {
    return collection.endsWith("Map")
        ? "ConcurrentHashMap, or Map.of for what never changes"
        : "a class of java.util.concurrent, or List.of and Set.of for what never changes";
  }

  private static String declared(FieldNode field) {
    Type own = Type.getType(field.desc);
    return own.getSort() == Type.OBJECT ? own.getInternalName() : "";
  }
}
