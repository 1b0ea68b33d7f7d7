package dev.nextloop.logging.internal.mdc;

import java.util.Map;

/** The keys that a logging library keeps for each thread. */
public interface Mdc {
  /** Null where there is none. */
  String get(String key);

  /** Neither is null. */
  void put(String key, String value);

  /** Also where there is none. */
  void remove(String key);

  /** In place of all that there are; it keeps no hold of the map. */
  void set(Map<String, String> keys);
}
