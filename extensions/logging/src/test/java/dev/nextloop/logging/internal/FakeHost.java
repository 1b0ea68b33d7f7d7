package dev.nextloop.logging.internal;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A machine with these variables, whose log is kept. */
public record FakeHost(Map<String, String> variables, List<String> said) implements Host {
  /** With names and values in turn. */
  public static FakeHost of(String... pairs) {
    Map<String, String> variables = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return new FakeHost(variables, new CopyOnWriteArrayList<>());
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public String property(String name) {
    return variables.get(name);
  }

  @Override
  public long now() {
    return 1_000;
  }

  @Override
  public long ticks() {
    return 0;
  }

  @Override
  public void log(String line) {
    said.add(line);
  }

  @Override
  public void exit(int code) {
    throw new AssertionError("exit " + code);
  }

  @Override
  public void onTerm(Runnable action) {
    throw new AssertionError("no signals here");
  }
}
