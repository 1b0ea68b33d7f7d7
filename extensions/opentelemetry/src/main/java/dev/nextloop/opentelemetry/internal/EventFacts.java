package dev.nextloop.opentelemetry.internal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a look at an event has found: which service sent it, and what its span says of it. Belongs
 * to one look.
 */
final class EventFacts {
  /** Links of one batch, which is what the SDK keeps by default. */
  static final int MOST_LINKS = 128;

  private static final int LONGEST_HEADER = 4_096;

  final Map<String, String> headers = new HashMap<>();
  final Set<String> senders = new LinkedHashSet<>();
  String version;
  String method;
  String path;
  String resource;
  String routeKey;
  String source;
  String detailType;
  String eventSource;
  String queue;
  String messageId;
  boolean hasContext;
  boolean hasHttp;
  boolean isSocket;
  boolean isBalancer;
  boolean hasReceipt;
  boolean manyQueues;
  boolean hasRecords;
  int records;
  boolean allRecords;

  /** Takes a header, the first of its name counts. */
  void header(String lowerCaseName, String value) {
    if (value.length() <= LONGEST_HEADER) {
      headers.putIfAbsent(lowerCaseName, value);
    }
  }

  /** One more queue that a message came from, by its ARN. */
  void queue(String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    manyQueues |= queue != null && !queue.equals(name);
    queue = name;
  }

  /** Whether the event is a request that may be answered by an HTTP response. */
  boolean isHttp() {
    return isBalancer
        || isSocket
        || ("2.0".equals(version) && hasHttp)
        || (method != null && (resource != null || hasContext));
  }

  /** Whether it is a batch of SQS. */
  boolean isQueue() {
    return "aws:sqs".equals(eventSource) || (eventSource == null && hasReceipt);
  }

  /** The value of {@code faas.trigger}. */
  String trigger() {
    if (isHttp()) {
      return "http";
    }
    if (isQueue()) {
      return "pubsub";
    }
    if (eventSource != null) {
      return ofSource();
    }
    if (detailType != null && source != null) {
      boolean timer = "aws.events".equals(source) || "aws.scheduler".equals(source);
      return timer && detailType.startsWith("Scheduled") ? "timer" : "pubsub";
    }
    return "other";
  }

  private String ofSource() {
    return switch (eventSource) {
      case "aws:s3", "aws:dynamodb", "aws:docdb" -> "datasource";
      case "aws:sns", "aws:kinesis", "aws:kafka", "SelfManagedKafka", "aws:mq", "aws:rmq" ->
          "pubsub";
      default -> "other";
    };
  }

  /** The route as the user has configured it; null for none. */
  String route() {
    if (resource != null) {
      return resource;
    }
    if (routeKey == null || routeKey.startsWith("$")) {
      return null;
    }
    return routeKey.substring(routeKey.indexOf(' ') + 1);
  }

  /** The method in capitals, if it is one that semantic conventions know. */
  String knownMethod() {
    String upper = method == null ? "GET" : method.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" -> upper;
      default -> "_OTHER";
    };
  }
}
