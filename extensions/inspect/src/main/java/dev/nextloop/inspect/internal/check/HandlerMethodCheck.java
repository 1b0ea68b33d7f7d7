package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.Hierarchy;
import dev.nextloop.inspect.internal.code.Hierarchy.Argument;
import dev.nextloop.inspect.internal.code.Parsed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether events find a method of the handler's class, and only one. */
public final class HandlerMethodCheck implements Check {
  private static final String RUNTIME = "com/amazonaws/services/lambda/runtime/";
  private static final String POJO = RUNTIME + "RequestHandler";
  private static final String STREAM = RUNTIME + "RequestStreamHandler";

  @Override
  public void examine(Case function, Consumer<Finding> findings) throws IOException {
    Optional<Parsed> type =
        function.handler().isReadable()
            ? function.classes().read(function.handler().internalName())
            : Optional.empty();
    if (type.isEmpty()) {
      return;
    }
    Set<String> above = new Hierarchy(function.classes()).above(type.get().file().name());
    missingSuper(function, type.get(), above).ifPresent(findings);
    if (function.handler().method() == null) {
      byInterface(function, type.get(), above, findings);
    } else {
      byName(function, type.get(), findings);
    }
  }

  /** The method that events reach, for people; empty when there is none or its class is damaged. */
  public static String signature(Case function) {
    Hierarchy hierarchy = new Hierarchy(function.classes());
    String type = function.handler().internalName();
    if (function.handler().method() != null) {
      return candidates(function).stream()
          .filter(HandlerMethod::fits)
          .findFirst()
          .map(HandlerMethod::words)
          .orElse("");
    }
    if (hierarchy.above(type).contains(STREAM)) {
      return "RequestStreamHandler";
    }
    return hierarchy.arguments(type, POJO).stream()
        .map(Argument::words)
        .reduce((in, out) -> "RequestHandler<" + in + ", " + out + ">")
        .orElse("");
  }

  private static Optional<Finding> missingSuper(Case function, Parsed type, Set<String> above) {
    return above.stream()
        .filter(name -> !function.classes().has(name))
        .filter(name -> !name.startsWith("java/") && !name.startsWith("javax/"))
        .filter(name -> !name.startsWith(RUNTIME))
        .findFirst()
        .map(
            name ->
                new Finding(
                    Rule.HANDLER_SUPERCLASS,
                    Level.NOTE,
                    type.file().place(),
                    "it builds on " + name.replace('/', '.') + ", which is not in the function",
                    "what comes from there was not looked at",
                    "when it is in a layer, name the layer's zip with --layer and look again"));
  }

  private static void byInterface(
      Case function, Parsed type, Set<String> above, Consumer<Finding> findings) {
    if (above.contains(STREAM)) {
      return;
    }
    Place place = type.file().place();
    if (!above.contains(POJO)) {
      findings.accept(
          none(
              Rule.HANDLER_INTERFACE,
              place,
              "the class implements neither RequestHandler nor RequestStreamHandler",
              "implement one of them, or name the method: "
                  + function.handler().type()
                  + "::method"));
      return;
    }
    List<Argument> types = new Hierarchy(function.classes()).arguments(type.file().name(), POJO);
    if (types.size() != 2 || !types.stream().allMatch(Argument::known)) {
      findings.accept(
          none(
              Rule.HANDLER_INTERFACE,
              place,
              types.isEmpty()
                  ? "it implements RequestHandler without types"
                  : "it leaves a type of RequestHandler open: "
                      + types.stream().map(Argument::words).collect(Collectors.joining(", ")),
              "name both types: implements RequestHandler<Order, Receipt>"));
    }
  }

  private static List<HandlerMethod> candidates(Case function) {
    return new Hierarchy(function.classes())
        .publicMethods(function.handler().internalName(), function.handler().method()).stream()
            .map(HandlerMethod::of)
            .sorted(HandlerMethod.BY_RANK)
            .toList();
  }

  private static void byName(Case function, Parsed type, Consumer<Finding> findings) {
    List<HandlerMethod> named = candidates(function);
    List<HandlerMethod> fitting = named.stream().filter(HandlerMethod::fits).toList();
    if (fitting.isEmpty()) {
      findings.accept(
          none(
              Rule.HANDLER_METHOD,
              type.file().place(function.handler().method(), 0),
              named.isEmpty()
                  ? "there is no public method of this name"
                  : "no signature fits: " + words(named),
              "use (Event, Context), (Event), (), or (InputStream, OutputStream, Context)"));
      return;
    }
    HandlerMethod taken = fitting.get(0);
    List<HandlerMethod> equal = fitting.stream().filter(taken::ranksAs).toList();
    if (equal.size() > 1) {
      findings.accept(
          new Finding(
              Rule.HANDLER_AMBIGUOUS,
              Level.CHANGE,
              place(taken),
              "these methods fit equally well: " + words(equal),
              "which one gets the events depends on the order in which the JVM lists them",
              "rename all but one, or give only one of them a Context"));
    }
    List<HandlerMethod> passedOver = named.subList(0, named.indexOf(taken));
    if (!passedOver.isEmpty()) {
      findings.accept(
          new Finding(
              Rule.HANDLER_OVERLOAD,
              Level.NOTE,
              place(passedOver.get(0)),
              "passed over, as its parameters don't fit: " + words(passedOver),
              "events go to " + taken.words() + ", as with AWS's client",
              ""));
    }
  }

  private static Place place(HandlerMethod method) {
    return method.declared().owner().file().place(method.declared().method().name, method.line());
  }

  private static String words(List<HandlerMethod> methods) {
    return methods.stream().map(HandlerMethod::words).collect(Collectors.joining(", "));
  }

  private static Finding none(Rule rule, Place place, String what, String remedy) {
    return new Finding(
        rule,
        Level.BLOCKER,
        place,
        what,
        "no event would reach it; AWS's client fails the same way",
        remedy);
  }
}
