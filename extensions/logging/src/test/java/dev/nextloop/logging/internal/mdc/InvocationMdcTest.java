package dev.nextloop.logging.internal.mdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.spi.Scope;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A thread's keys and the invocations that it works for in turn. */
class InvocationMdcTest {
  private static final String ROOT = "1-00000000-00000000000000000000000a";
  private static final FakeInvocation FIRST =
      new FakeInvocation("r1", "Root=" + ROOT + ";Sampled=1", "t1");
  private static final FakeInvocation SECOND = new FakeInvocation("r2", null, null);

  private final Map<String, String> keys = new HashMap<>();

  private final Mdc mdc =
      new Mdc() {
        @Override
        public String get(String key) {
          return keys.get(key);
        }

        @Override
        public void put(String key, String value) {
          keys.put(key, value);
        }

        @Override
        public void remove(String key) {
          keys.remove(key);
        }

        @Override
        public void set(Map<String, String> all) {
          keys.clear();
          keys.putAll(all);
        }
      };

  /** A client whose current invocation the test says. */
  private final class Client implements Scope {
    final InvocationMdc follower = new InvocationMdc(new CurrentIds(this), mdc);
    Invocation now;

    void logsFor(Invocation invocation) {
      now = invocation;
      follower.follow();
    }

    @Override
    public Invocation current() {
      return now;
    }

    @Override
    public Runnable wrap(Runnable task) {
      return task;
    }
  }

  private final Client client = new Client();

  @Test
  void theThreeIdsFollowFromOneInvocationToTheNextAndEndWithIt() {
    client.logsFor(FIRST);
    assertThat(keys).isEqualTo(Map.of("requestId", "r1", "traceId", ROOT, "tenantId", "t1"));
    client.logsFor(SECOND);
    assertThat(keys).isEqualTo(Map.of("requestId", "r2"));
    client.logsFor(null);
    assertThat(keys).isEmpty();
  }

  @Test
  void keysOfTheUsersAreLeftAlone() {
    keys.put("order", "7");
    client.logsFor(FIRST);
    client.logsFor(null);

    assertThat(keys).isEqualTo(Map.of("order", "7"));
  }

  @Test
  void whatAHandlerFindsOfOthersIsCleared() {
    keys.put("order", "of another");
    client.follower.begin(SECOND);

    assertThat(keys).isEqualTo(Map.of("requestId", "r2"));
  }

  @Test
  void idsThatTheUserHasClearedComeBackAndHisOwnStay() {
    client.logsFor(FIRST);
    keys.clear();
    client.logsFor(FIRST);
    assertThat(keys).containsEntry("requestId", "r1");

    keys.put("requestId", "his own");
    client.logsFor(null);
    assertThat(keys).containsEntry("requestId", "his own");
  }

  @Test
  void theSameIdOfAnotherDeliveryBringsItsOwnTrace() {
    client.logsFor(FIRST);
    client.logsFor(new FakeInvocation("r1", null, "t9"));

    assertThat(keys).isEqualTo(Map.of("requestId", "r1", "tenantId", "t9"));
  }

  @Test
  void behindTheAnswerTheRequestIdIsStillThere() {
    client.logsFor(new FakeInvocation("r3", null, null).afterItsAnswer());

    assertThat(keys).isEqualTo(Map.of("requestId", "r3"));
  }

  @Test
  void clientsOfOneJvmTakeNothingFromEachOther() {
    Client other = new Client();
    client.logsFor(FIRST);
    other.logsFor(null);
    assertThat(keys).containsEntry("requestId", "r1");

    other.now = SECOND;
    client.logsFor(null);
    other.follower.follow();
    client.follower.follow();
    assertThat(keys).isEqualTo(Map.of("requestId", "r2"));
  }
}
