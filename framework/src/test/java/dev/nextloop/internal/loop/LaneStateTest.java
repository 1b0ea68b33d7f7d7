package dev.nextloop.internal.loop;

import static dev.nextloop.internal.loop.LaneState.ANSWERED;
import static dev.nextloop.internal.loop.LaneState.CLOSED;
import static dev.nextloop.internal.loop.LaneState.HANDLING;
import static dev.nextloop.internal.loop.LaneState.IDLE;
import static dev.nextloop.internal.loop.LaneState.POLLING;
import static dev.nextloop.internal.loop.LaneState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table of a lane's moves. */
class LaneStateTest {
  private static final Map<LaneState, Set<LaneState>> MOVES =
      Map.of(
          IDLE, Set.of(POLLING, WAITING, CLOSED),
          POLLING, Set.of(POLLING, WAITING, HANDLING, CLOSED),
          WAITING, Set.of(POLLING, WAITING, CLOSED),
          HANDLING, Set.of(POLLING, WAITING, ANSWERED, CLOSED),
          ANSWERED, Set.of(POLLING, WAITING, CLOSED),
          CLOSED, Set.of());

  @ParameterizedTest
  @EnumSource
  void allowsTheseMovesAndNoOther(LaneState from) {
    for (LaneState to : LaneState.values()) {
      assertThat(from.mayBecome(to))
          .as("%s to %s", from, to)
          .isEqualTo(MOVES.get(from).contains(to));
    }
  }
}
