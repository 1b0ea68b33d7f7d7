package dev.nextloop.awscore.internal.load;

import dev.nextloop.awscore.internal.call.Sneaky;
import dev.nextloop.awscore.internal.fault.Fault;
import dev.nextloop.awscore.internal.fault.FaultException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes the object that handles. */
final class Instances {
  private Instances() {}

  /**
   * Calls the public constructor without parameters.
   *
   * @throws FaultException fatal, where the constructor throws
   * @throws Exception what else is wrong with the class
   */
  static <T> T of(Class<T> type) throws Exception {
    Constructor<T> constructor = constructor(type);
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new FaultException(Fault.of(e.getCause() == null ? e : e.getCause(), true));
    } catch (InstantiationException e) {
      throw Sneaky.thrown(e.getCause() == null ? e : e.getCause());
    }
  }

  private static <T> Constructor<T> constructor(Class<T> type) throws Exception {
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException e) {
      if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
        throw new Exception(
            "Class "
                + type.getName()
                + " cannot be instantiated because it is a non-static inner class");
      }
      throw new Exception(
          "Class " + type.getName() + " has no public zero-argument constructor", e);
    }
  }
}
