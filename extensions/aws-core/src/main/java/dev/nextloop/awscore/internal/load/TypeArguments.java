package dev.nextloop.awscore.internal.load;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds what a class says for the type parameters of an interface. The search is that of AWS's
 * client: breadth first, interfaces before the superclass, and the first one counts that has
 * arguments and is the interface or extends it.
 */
final class TypeArguments {
  private TypeArguments() {}

  /** The arguments, some of which may still be variables; null when none are found. */
  static Type[] of(Class<?> type, Class<?> target) {
    Deque<Bound> open = new ArrayDeque<>();
    open.add(new Bound(type, null));
    while (!open.isEmpty()) {
      Bound current = open.remove();
      for (Type implemented : current.type().getGenericInterfaces()) {
        Bound next = current.bind(implemented);
        if (implemented instanceof ParameterizedType && target.isAssignableFrom(next.type())) {
          return next.arguments();
        }
        open.add(next);
      }
      if (current.type().getGenericSuperclass() != null) {
        open.add(current.bind(current.type().getGenericSuperclass()));
      }
    }
    return null;
  }

  /** A type and its arguments; null where nothing is known of them. */
  @SuppressWarnings("ArrayRecordComponent") // read here only, never compared
  private record Bound(Class<?> type, Type[] arguments) {

    /** A supertype of this one, its variables replaced by this one's arguments. */
    Bound bind(Type supertype) {
      if (supertype instanceof ParameterizedType parameterized) {
        Type[] actual = parameterized.getActualTypeArguments();
        for (int i = 0; i < actual.length; i++) {
          if (actual[i] instanceof TypeVariable<?> variable) {
            actual[i] = resolve(variable);
          }
        }
        return new Bound((Class<?>) parameterized.getRawType(), actual);
      }
      Class<?> raw = (Class<?>) supertype;
      Type[] own = raw.getTypeParameters();
      if (own.length == 0 || arguments == null) {
        return new Bound(raw, null);
      }
      // A raw supertype: what has the same name here stands for it.
      Type[] guessed = new Type[own.length];
      for (int i = 0; i < own.length; i++) {
        guessed[i] = resolve((TypeVariable<?>) own[i]);
      }
      return new Bound(raw, guessed);
    }

    private Type resolve(TypeVariable<?> variable) {
      TypeVariable<?>[] own = type.getTypeParameters();
      for (int i = 0; i < own.length; i++) {
        if (own[i].getName().equals(variable.getName())) {
          return arguments == null ? own[i] : arguments[i];
        }
      }
      return variable;
    }
  }
}
