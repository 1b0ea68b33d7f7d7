package dev.nextloop.awscore.internal.load;

import dev.nextloop.spi.Host;
import java.lang.reflect.Method;
import java.util.List;

/** Says when the rule does not tell two methods apart, and the JVM's order decides. */
final class Ambiguity {
  private Ambiguity() {}

  /** Tells of it, where the method behind the chosen one is as good. */
  static void tell(List<Method> methods, int chosen, Host host) {
    if (chosen + 1 >= methods.size()) {
      return;
    }
    Method taken = methods.get(chosen);
    Method other = methods.get(chosen + 1);
    boolean equal = new MethodOrder().compare(taken, other) == 0 && !taken.isBridge();
    if (equal && !(Signature.of(other) instanceof Signature.Unfit)) {
      host.log(
          "nextloop: the handler is ambiguous: "
              + taken
              + " is taken, but "
              + other
              + " is as good, and another JVM may take that; name a method that stands alone");
    }
  }
}
