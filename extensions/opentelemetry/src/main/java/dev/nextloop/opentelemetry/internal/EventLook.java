package dev.nextloop.opentelemetry.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/**
 * Looks at the beginning of an event for what AWS's services write into theirs (AWS Lambda
 * developer guide, one page for each service). Reads 8 KiB, of events with records 64 KiB, and
 * keeps what it has found where the event goes on behind that.
 */
final class EventLook {
  static final int LIMIT = 8_192;
  static final int BATCH_LIMIT = 65_536;

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final Set<String> headerNames;
  private final EventFacts facts = new EventFacts();

  private EventLook(JsonParser parser, Set<String> headerNames) {
    this.parser = parser;
    this.headerNames = headerNames;
  }

  /**
   * Looks at an event; never fails.
   *
   * @param headerNames in lower case: those of an HTTP request that are wanted
   */
  static EventFacts at(ByteBuffer event, Set<String> headerNames) {
    if (!Prefix.isObject(event)) {
      return new EventFacts();
    }
    EventFacts facts = at(event, headerNames, LIMIT);
    boolean goesOn = facts.hasRecords && !facts.allRecords && event.remaining() > LIMIT;
    return goesOn && (facts.isQueue() || facts.eventSource == null)
        ? at(event, headerNames, BATCH_LIMIT)
        : facts;
  }

  private static EventFacts at(ByteBuffer event, Set<String> headerNames, int limit) {
    boolean whole = event.remaining() <= limit;
    EventFacts facts;
    try (JsonParser parser = Prefix.parser(JSON, event, limit)) {
      EventLook look = new EventLook(parser, headerNames);
      facts = look.facts;
      try {
        parser.nextToken();
        look.event();
      } catch (IOException end) {
        // Where the event goes on, its first bytes had to end somewhere; else it is no JSON.
        return whole ? new EventFacts() : facts;
      }
    } catch (IOException unopened) {
      return new EventFacts();
    }
    return facts;
  }

  private void event() throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        text(name);
      } else if (value == JsonToken.START_OBJECT) {
        object(name);
      } else if (value == JsonToken.START_ARRAY && name.equals("Records")) {
        records();
        return;
      } else {
        parser.skipChildren();
      }
    }
  }

  private void text(String name) throws IOException {
    switch (name) {
      case "version" -> facts.version = parser.getText();
      case "httpMethod" -> facts.method = parser.getText();
      case "resource" -> facts.resource = parser.getText();
      case "path", "rawPath" -> facts.path = parser.getText();
      case "routeKey" -> facts.routeKey = parser.getText();
      case "source" -> facts.source = parser.getText();
      case "detail-type" -> facts.detailType = parser.getText();
      case "eventSource" -> facts.eventSource = parser.getText();
      default -> {
        // Not looked at, which costs no string.
      }
    }
  }

  private void object(String name) throws IOException {
    switch (name) {
      case "headers", "multiValueHeaders" -> headers();
      case "requestContext" -> context();
      default -> parser.skipChildren();
    }
  }

  private void headers() throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      String lower = name.toLowerCase(Locale.ROOT);
      if (!headerNames.contains(lower)) {
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_STRING) {
        facts.header(lower, parser.getText());
      } else if (value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() == JsonToken.VALUE_STRING) {
            facts.header(lower, parser.getText());
          }
          parser.skipChildren();
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private void context() throws IOException {
    facts.hasContext = true;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("elb")) {
        facts.isBalancer = true;
      } else if (name.equals("connectionId") || name.equals("messageDirection")) {
        facts.isSocket = true;
      } else if (name.equals("routeKey") && value == JsonToken.VALUE_STRING) {
        facts.routeKey = parser.getText();
      } else if (name.equals("http") && value == JsonToken.START_OBJECT) {
        http();
        continue;
      }
      parser.skipChildren();
    }
  }

  private void http() throws IOException {
    facts.hasHttp = true;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("method") && value == JsonToken.VALUE_STRING) {
        facts.method = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
  }

  private void records() throws IOException {
    facts.hasRecords = true;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      facts.records++;
      record();
      if (facts.senders.size() == EventFacts.MOST_LINKS || !facts.isQueue()) {
        return;
      }
    }
    facts.allRecords = parser.currentToken() == JsonToken.END_ARRAY;
  }

  private void record() throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("attributes") && value == JsonToken.START_OBJECT) {
        attributes();
      } else if (value == JsonToken.VALUE_STRING) {
        ofRecord(name);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void ofRecord(String name) throws IOException {
    switch (name) {
      case "eventSource", "EventSource" -> facts.eventSource = parser.getText();
      case "eventSourceARN" -> facts.queue(parser.getText());
      case "receiptHandle" -> facts.hasReceipt = true;
      case "messageId" -> facts.messageId = parser.getText();
      default -> {
        // Bodies among others.
      }
    }
  }

  private void attributes() throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("AWSTraceHeader") && value == JsonToken.VALUE_STRING) {
        facts.senders.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }
}
