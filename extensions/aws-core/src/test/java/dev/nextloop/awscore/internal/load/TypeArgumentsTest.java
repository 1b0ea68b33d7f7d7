package dev.nextloop.awscore.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What classes say of their event's and result's types. */
class TypeArgumentsTest {
  interface Mapping<I> extends RequestHandler<I, String> {}

  abstract static class Plain implements RequestHandler<Integer, List<String>> {}

  abstract static class Generic<A, B> implements RequestHandler<B, A> {}

  abstract static class Bound extends Generic<String, Map<String, Long>> {}

  abstract static class Deep extends Plain implements Comparable<Deep> {}

  abstract static class Open<T> implements RequestHandler<T, String> {}

  abstract static class Limited<T extends Number> implements RequestHandler<T, String> {}

  abstract static class Narrowed implements Mapping<String> {}

  abstract static class Renamed<X> extends Generic<X, X> {}

  abstract static class Twice extends Renamed<Double> {}

  @SuppressWarnings("rawtypes") // the case
  abstract static class Raw implements RequestHandler {}

  private static String types(Class<?> type) {
    StringBuilder names = new StringBuilder();
    for (Type argument : HandlerTypes.of(type)) {
      names.append(argument.getTypeName()).append(';');
    }
    return names.toString();
  }

  @Test
  void followsThemThroughClassesAndInterfaces() {
    assertThat(types(Plain.class)).isEqualTo("java.lang.Integer;java.util.List<java.lang.String>;");
    assertThat(types(Bound.class))
        .isEqualTo("java.util.Map<java.lang.String, java.lang.Long>;java.lang.String;");
    assertThat(types(Deep.class)).startsWith("java.lang.Integer;");
    assertThat(types(Twice.class)).isEqualTo("java.lang.Double;java.lang.Double;");
    assertThat(types(Limited.class)).isEqualTo("T;java.lang.String;");
  }

  @Test
  void refusesWhatIsLeftOpenAsAwssClientDoes() {
    String open = " does not implement RequestHandler with concrete type parameters";
    assertThatThrownBy(() -> types(Open.class))
        .hasMessageStartingWith(
            "Class " + Open.class.getName() + open + ": parameter T has no upper bound.; ");
    assertThatThrownBy(() -> types(Raw.class))
        .hasMessageStartingWith("Class " + Raw.class.getName() + open + "; ");
    assertThatThrownBy(() -> types(Narrowed.class))
        .hasMessageContaining("Expected two generic types, got 1");
  }
}
