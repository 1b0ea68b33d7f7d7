package dev.nextloop.awscore.internal.load;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of several methods of one name is the handler, by the rule of AWS's client: bridges come
 * last, and of the others the one with most parameters is first, where a {@link Context} at the end
 * counts twice.
 */
final class MethodOrder implements Comparator<Method> {

  /** The public methods of that name, the preferred ones first. */
  static List<Method> of(Class<?> type, String name) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        methods.add(method);
      }
    }
    methods.sort(new MethodOrder());
    return methods;
  }

  @Override
  public int compare(Method left, Method right) {
    int bridges = Boolean.compare(left.isBridge(), right.isBridge());
    return bridges != 0 ? bridges : Integer.compare(weight(right), weight(left));
  }

  private static int weight(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    int count = parameters.length;
    return count > 0 && parameters[count - 1] == Context.class ? count + 1 : count;
  }
}
