package dev.nextloop.samples.observability.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.samples.observability.show.Span.Kind;
import dev.nextloop.samples.observability.show.Span.Outcome;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Span READ =
      Span.of(
          new JsonObject(
              """
              {"name":"## handler","start_time":1790000000.5,"end_time":1790000000.75,"fault":true,
               "annotations":{"ColdStart":true},
               "subsegments":[
                {"name":"shop","namespace":"remote","start_time":1790000000.7,
                 "end_time":1790000000.71,"error":true,"throttle":true,
                 "http":{"request":{"method":"GET","url":"http://shop/a/b"},
                         "response":{"status":429}}},
                {"name":"quote","start_time":1790000000.6}]}
              """));

  @Test
  void readsTimesOutcomesAndAnnotations() {
    assertThat(READ.start()).isEqualTo(1_790_000_000_500_000L);
    assertThat(READ.micros()).isEqualTo(250_000);
    assertThat(READ.outcome()).isEqualTo(Outcome.FAULT);
    assertThat(READ.annotations()).containsEntry("ColdStart", "true");
  }

  @Test
  void namesCallsByWhatIsAskedFor() {
    assertThat(READ.rows())
        .extracting(row -> row.span().label())
        .containsExactly("## handler", "quote", "GET /a/b 429");
    assertThat(READ.rows()).extracting(Span.Row::depth).containsExactly(0, 1, 1);
    assertThat(READ.rows())
        .extracting(row -> row.span().kind())
        .containsExactly(Kind.OWN, Kind.OWN, Kind.CALL);
  }

  @Test
  void hasNoLengthWhileItRuns() {
    assertThat(READ.children().get(0).micros()).isZero();
  }

  @Test
  void takesAThrottleForMoreThanAnError() {
    assertThat(READ.children().get(1).outcome()).isEqualTo(Outcome.THROTTLE);
  }
}
