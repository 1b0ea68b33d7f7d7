package dev.nextloop.tracing.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of one piece of work, ready to be written: nothing in here is a user's object but
 * the exception. Belongs to one {@link Recorded}, which guards it.
 */
final class Facts {
  static final int MOST_METADATA = 64_000;
  private static final int MOST_ANNOTATIONS = 50;

  final String id;
  final String name;
  final long startMicros;

  /** 0 while the work goes on. */
  long endMicros;

  boolean error;
  boolean throttle;
  boolean fault;
  Throwable cause;

  /** Null where the work is no call. */
  CallUrl url;

  String method;

  /** 0 where there is none. */
  int status;

  /** Negative where it is not known. */
  long contentLength = -1;

  /** Key to JSON text. */
  final Map<String, String> annotations = new LinkedHashMap<>();

  /** Namespace to key to JSON text. */
  final Map<String, Map<String, String>> metadata = new LinkedHashMap<>();

  private int metadataBytes;

  Facts(String id, String name, long startMicros) {
    this.id = id;
    this.name = name;
    this.startMicros = startMicros;
  }

  void annotate(String key, String json) {
    if (annotations.size() < MOST_ANNOTATIONS || annotations.containsKey(key)) {
      annotations.put(key, json);
    }
  }

  /** How many bytes of metadata may come. */
  int metadataLeft() {
    return MOST_METADATA - metadataBytes;
  }

  void metadata(String namespace, String key, String json) {
    int bytes = namespace.length() + key.length() + json.length();
    if (bytes <= metadataLeft()) {
      metadataBytes += bytes;
      metadata.computeIfAbsent(namespace, name -> new LinkedHashMap<>()).put(key, json);
    }
  }

  void status(int given) {
    status = given;
    throttle |= given == 429;
    error |= given >= 400 && given < 500;
    fault |= given >= 500 && given < 600;
  }
}
