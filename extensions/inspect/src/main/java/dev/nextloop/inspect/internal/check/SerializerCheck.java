package dev.nextloop.inspect.internal.check;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.ClassPath;
import dev.nextloop.inspect.internal.code.Parsed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.objectweb.asm.tree.ClassNode;

/** Custom serializers: a service of AWS's core library, of which a function may have one. */
public final class SerializerCheck implements Check {
  private static final String SERVICE =
      "com.amazonaws.services.lambda.runtime.CustomPojoSerializer";

  @Override
  public void examine(Case function, Consumer<Finding> findings) throws IOException {
    Map<String, ClassPath.Provider> named = new LinkedHashMap<>();
    for (ClassPath.Provider provider : function.classes().providers(SERVICE)) {
      named.putIfAbsent(provider.name(), provider);
    }
    for (ClassPath.Provider provider : named.values()) {
      findings.accept(examine(function, provider));
    }
    if (named.size() > 1) {
      findings.accept(
          unusable(
              Place.file("META-INF/services/" + SERVICE),
              "there are %d custom serializers: %s"
                  .formatted(named.size(), String.join(", ", named.keySet())),
              "only one is allowed; AWS's client fails the same way",
              "keep one, also among the jars in lib"));
    }
  }

  private static Finding examine(Case function, ClassPath.Provider provider) {
    String name = provider.name().replace('.', '/');
    Place place = Place.type(provider.jar(), provider.name());
    if (!function.classes().has(name)) {
      return unusable(
          place,
          "the custom serializer's class is not in the function",
          "the first event would fail; AWS's client fails the same way",
          "pack it, or take its name out of META-INF/services");
    }
    Optional<Parsed> parsed = function.classes().read(name);
    if (parsed.isPresent() && !canBeMade(parsed.get().node())) {
      return unusable(
          place,
          "the custom serializer can't be made",
          "the first event would fail; AWS's client fails the same way",
          "make it a public class with a public constructor without parameters");
    }
    boolean several = function.setup().concurrency() > 1;
    return new Finding(
        Rule.CUSTOM_SERIALIZER,
        Level.NOTE,
        place,
        "a custom serializer reads the events and writes the results",
        several
            ? "it is used as with AWS's client, by several threads at once"
            : "it is used as with AWS's client",
        several ? "make sure that threads may share it" : "");
  }

  private static boolean canBeMade(ClassNode node) {
    return (node.access & (ACC_ABSTRACT | ACC_INTERFACE)) == 0
        && (node.access & ACC_PUBLIC) != 0
        && node.methods.stream()
            .anyMatch(
                method ->
                    method.name.equals("<init>")
                        && method.desc.equals("()V")
                        && (method.access & ACC_PUBLIC) != 0);
  }

  private static Finding unusable(Place place, String what, String why, String remedy) {
    return new Finding(Rule.CUSTOM_SERIALIZER_UNUSABLE, Level.BLOCKER, place, what, why, remedy);
  }
}
