package dev.nextloop.awscore.internal.call;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** The arguments of one call by reflection. */
final class Arguments {
  private final List<Object> values = new ArrayList<>(3);

  void add(Object value) {
    values.add(value);
  }

  /** Calls the method; what it throws comes out as it was thrown. */
  Object call(Method method, Object receiver) {
    try {
      return method.invoke(receiver, values.toArray());
    } catch (InvocationTargetException e) {
      throw Sneaky.thrown(e.getCause() != null ? e.getCause() : e);
    } catch (IllegalAccessException e) {
      throw Sneaky.thrown(e);
    }
  }
}
