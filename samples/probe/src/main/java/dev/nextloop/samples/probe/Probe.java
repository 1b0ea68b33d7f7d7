package dev.nextloop.samples.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Speaks the Runtime API by hand. An event says whether the poll behind its answer is pipelined:
 * {@code {"pipeline":true}}. No event is lost by it: a poll goes out on another connection only
 * after the one before has ended, and an answer that may not have arrived is sent once more.
 */
final class Probe {
  private static final int MOST_REFUSALS = 5;

  private final Requests requests;
  private final LongSupplier ticks;
  private final FreezeWatch watch;
  private final Facts facts;
  private final String host;
  private final int port;
  private Connection connection;

  Probe(String authority, LongSupplier ticks, FreezeWatch watch, Facts facts) {
    int colon = authority.lastIndexOf(':');
    this.host = authority.substring(0, colon);
    this.port = Integer.parseInt(authority.substring(colon + 1));
    this.requests = new Requests(authority);
    this.ticks = ticks;
    this.watch = watch;
    this.facts = facts;
  }

  /** Answers events until the API can't be reached any more. */
  void run(boolean snapStart) throws IOException {
    connect();
    if (snapStart) {
      restore();
    }
    Answer event = poll(new Exchange(false, ticks.getAsLong()));
    while (true) {
      facts.event(event);
      byte[] response = requests.response(event, facts.json());
      boolean pipelined = event.body().replaceAll("\\s", "").contains("\"pipeline\":true");
      watch.take();
      Exchange exchange = new Exchange(pipelined, ticks.getAsLong());
      event = pipelined ? pipelined(exchange, response) : oneByOne(exchange, response);
      facts.poll(exchange, watch.take());
    }
  }

  private void connect() throws IOException {
    if (connection != null) {
      connection.close();
    }
    connection = new Connection(host, port, ticks);
  }

  /** Both requests in one write; the answers must come in the same order. */
  private Answer pipelined(Exchange exchange, byte[] response) throws IOException {
    try {
      connection.write(Requests.together(response, requests.next()));
      posted(exchange, connection.read());
    } catch (IOException e) {
      exchange.lost("the post's answer");
      connect();
      return oneByOne(exchange, response);
    }
    try {
      return event(exchange, connection.read());
    } catch (IOException e) {
      exchange.lost("the event");
      connect();
      return poll(exchange);
    }
  }

  private Answer oneByOne(Exchange exchange, byte[] response) throws IOException {
    Answer posted;
    try {
      connection.write(response);
      posted = connection.read();
    } catch (IOException e) {
      // Once more, the same bytes: the API refuses a second answer to one event.
      exchange.lost("the post's answer");
      connect();
      connection.write(response);
      posted = connection.read();
    }
    posted(exchange, posted);
    if (posted.closes()) {
      connect();
    }
    return poll(exchange);
  }

  private void posted(Exchange exchange, Answer answer) {
    exchange.posted(answer);
    facts.answered(answer);
  }

  private Answer poll(Exchange exchange) throws IOException {
    exchange.pollWritten(ticks.getAsLong());
    try {
      connection.write(requests.next());
      return event(exchange, connection.read());
    } catch (IOException e) {
      exchange.lost("the event");
      connect();
      connection.write(requests.next());
      return event(exchange, connection.read());
    }
  }

  /** An event; where a poll is refused, polls again. */
  private Answer event(Exchange exchange, Answer first) throws IOException {
    Answer answer = first;
    for (int refused = 0; ; refused++) {
      exchange.polled(answer);
      if (answer.status() == 200) {
        return answer;
      }
      if (refused == MOST_REFUSALS) {
        throw new IOException("the poll is refused with " + answer.status());
      }
      connect();
      exchange.pollWritten(ticks.getAsLong());
      connection.write(requests.next());
      answer = connection.read();
    }
  }

  /** The snapshot is taken while {@code restore/next} waits. */
  private void restore() throws IOException {
    List<String> order = new ArrayList<>();
    Map<String, Object> restore = new LinkedHashMap<>();
    restore.put("order", order);
    watch.take();
    order.add("restore/next sent");
    String kept = "kept";
    try {
      connection.write(requests.restoreNext());
      order.add("restore/next answered " + connection.read().status());
    } catch (IOException e) {
      kept = "closed before the answer";
      order.add("restore/next lost");
      connect();
    }
    FreezeWatch.Frozen frozen = watch.take();
    restore.put("connection", kept);
    restore.put("frozenMillis", frozen.wallMillis());
    restore.put("frozenMonotonicMillis", frozen.monotonicMillis());
    order.add("invocation/next sent");
    facts.restore(restore);
  }
}
