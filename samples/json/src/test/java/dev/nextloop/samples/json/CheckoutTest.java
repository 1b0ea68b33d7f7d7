package dev.nextloop.samples.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.Invocation;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class CheckoutTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Invocation invocation =
      (Invocation)
          Proxy.newProxyInstance(
              Invocation.class.getClassLoader(),
              new Class<?>[] {Invocation.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("requestId")) {
                  return "r-1";
                }
                throw new UnsupportedOperationException(method.getName());
              });

  @Test
  void addsUpTheItems() throws Exception {
    Order order =
        JSON.readValue(
            """
            {"customer":"Ada","items":[
              {"name":"tea","cents":350,"count":2},
              {"name":"cup","cents":999,"count":1}]}
            """,
            Order.class);

    assertThat(new Checkout().handle(order, invocation).result())
        .isEqualTo(new Receipt("Ada", 1699, "r-1"));
  }

  @Test
  void countsAnOrderWithoutItemsAsNothing() throws Exception {
    Order order = JSON.readValue("{\"customer\":\"Ada\"}", Order.class);

    assertThat(new Checkout().handle(order, invocation).result().totalCents()).isZero();
  }

  @Test
  void refusesAnOrderThatNobodyPays() {
    assertThat(new Checkout().handle(new Order(null, null), invocation).cause())
        .hasMessageContaining("customer is missing");
  }
}
