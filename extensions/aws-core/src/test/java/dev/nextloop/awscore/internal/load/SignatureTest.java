package dev.nextloop.awscore.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which methods can be handlers, and which of them is. */
class SignatureTest {
  /** Every signature that AWS documents, and some that are none. */
  @SuppressWarnings("unused") // found by reflection
  public static class Forms {
    public void none() {}

    public void event(String event) {}

    public void context(Context context) {}

    public void both(List<String> event, Context context) {}

    public void in(InputStream in) {}

    public void out(OutputStream out) {}

    public void inOut(InputStream in, OutputStream out) {}

    public void inContext(InputStream in, Context context) {}

    public void outContext(OutputStream out, Context context) {}

    public void all(InputStream in, OutputStream out, Context context) {}

    public void subclass(ByteArrayInputStream in, Context context) {}

    public void contextFirst(Context context, String event) {}

    public void twoEvents(String one, String two) {}

    public void outEvent(OutputStream out, String event) {}

    public void inEvent(InputStream in, List<String> event) {}

    public void three(String event, OutputStream out, Context context) {}

    public void four(InputStream in, OutputStream out, Context context, String more) {}
  }

  private static Signature of(String name) {
    return Signature.of(MethodOrder.of(Forms.class, name).get(0));
  }

  @Test
  void takesEveryFormThatIsDocumented() throws Exception {
    assertThat(of("none")).isEqualTo(new Signature.Values(null, false));
    assertThat(of("event")).isEqualTo(new Signature.Values(String.class, false));
    assertThat(of("context")).isEqualTo(new Signature.Values(null, true));
    Method both = Forms.class.getMethod("both", List.class, Context.class);
    assertThat(of("both"))
        .isEqualTo(new Signature.Values(both.getGenericParameterTypes()[0], true));
    assertThat(of("in")).isEqualTo(new Signature.Streams(true, false, false));
    assertThat(of("out")).isEqualTo(new Signature.Streams(false, true, false));
    assertThat(of("inOut")).isEqualTo(new Signature.Streams(true, true, false));
    assertThat(of("inContext")).isEqualTo(new Signature.Streams(true, false, true));
    assertThat(of("outContext")).isEqualTo(new Signature.Streams(false, true, true));
    assertThat(of("all")).isEqualTo(new Signature.Streams(true, true, true));
    assertThat(of("subclass")).isEqualTo(new Signature.Values(ByteArrayInputStream.class, true));
  }

  @Test
  void passesOverTheOthersAndSaysWhy() {
    assertThat(unfit("contextFirst")).endsWith("because first argument type is Context");
    assertThat(unfit("twoEvents")).endsWith("because second parameter type is not Context");
    assertThat(unfit("outEvent")).endsWith("OutputStream and second argument type is not Context");
    assertThat(unfit("inEvent"))
        .endsWith("second parameter type, java.util.List, is not OutputStream.");
    assertThat(unfit("three")).endsWith("is not (InputStream, OutputStream, Context");
    assertThat(unfit("four"))
        .isEqualTo(
            "Ignoring an overload of method four because it has too many parameters: Expected at"
                + " most 3, got 4");
  }

  private static String unfit(String name) {
    return ((Signature.Unfit) of(name)).why();
  }

  /** Overloads. */
  @SuppressWarnings("unused") // found by reflection
  public static class Overloads implements RequestHandler<String, Integer> {
    @Override
    public Integer handleRequest(String event, Context context) {
      return 1;
    }

    public void run() {}

    public void run(String event) {}

    public void run(InputStream in, OutputStream out) {}

    public void run(Context context) {}

    public void run(String event, Context context) {}
  }

  @Test
  void prefersMoreParametersAndAContextAtTheEndAndNoBridges() {
    assertThat(MethodOrder.of(Overloads.class, "run"))
        .extracting(Method::getParameterCount)
        .startsWith(2)
        .endsWith(1, 0);
    List<Method> runs = MethodOrder.of(Overloads.class, "run");
    assertThat(runs.get(0).getParameterTypes()).containsExactly(String.class, Context.class);
    assertThat(runs.get(3).getParameterTypes()).containsExactly(String.class);
    List<Method> handles = MethodOrder.of(Overloads.class, "handleRequest");
    assertThat(handles).hasSize(2);
    assertThat(handles.get(0).isBridge()).isFalse();
  }
}
