package dev.nextloop;

import java.util.Map;

/**
 * What a mobile SDK sends along ({@code Lambda-Runtime-Client-Context}). Both spellings of names
 * that occur in the wild are read; values of {@code custom} that are no strings are kept as their
 * JSON text.
 *
 * @param client facts about the app, by name as sent
 * @param custom the app's own values
 * @param environment facts about the device
 */
public record ClientContext(
    Map<String, String> client, Map<String, String> custom, Map<String, String> environment) {

  /** Copies the maps. */
  public ClientContext {
    client = Map.copyOf(client);
    custom = Map.copyOf(custom);
    environment = Map.copyOf(environment);
  }
}
