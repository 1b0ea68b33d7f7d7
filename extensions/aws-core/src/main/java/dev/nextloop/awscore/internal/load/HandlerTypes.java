package dev.nextloop.awscore.internal.load;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.nextloop.awscore.internal.fault.Fault;
import dev.nextloop.awscore.internal.fault.FaultException;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** The event's and the result's type of a {@link RequestHandler}. */
final class HandlerTypes {
  private HandlerTypes() {}

  /**
   * Both types.
   *
   * @throws FaultException where the class leaves them open
   */
  static Type[] of(Class<?> handler) {
    Type[] types = TypeArguments.of(handler, RequestHandler.class);
    String open = " does not implement RequestHandler with concrete type parameters";
    if (types == null) {
      throw new FaultException(Fault.of("Class " + handler.getName() + open));
    }
    if (types.length != 2) {
      throw new FaultException(
          Fault.of(
              "Invalid class signature for RequestHandler. Expected two generic types, got "
                  + types.length));
    }
    for (Type type : types) {
      if (type instanceof TypeVariable<?> variable && !isBounded(variable)) {
        throw new FaultException(
            Fault.of(
                "Class "
                    + handler.getName()
                    + open
                    + ": parameter "
                    + variable
                    + " has no upper bound."));
      }
    }
    return types;
  }

  private static boolean isBounded(TypeVariable<?> variable) {
    for (Type bound : variable.getBounds()) {
      if (bound != Object.class) {
        return true;
      }
    }
    return false;
  }
}
