package dev.nextloop.shell;

import dev.nextloop.spi.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A machine with the variables of a test, whose log is kept. */
final class FakeHost implements Host {
  final Map<String, String> variables = new ConcurrentHashMap<>();
  final List<String> log = new CopyOnWriteArrayList<>();

  FakeHost(Path taskRoot, String shell) {
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "C.UTF-8");
    variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    variables.put("NEXTLOOP_SHELL", shell);
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  @Override
  public String property(String name) {
    return null;
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
    log.add(line);
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
