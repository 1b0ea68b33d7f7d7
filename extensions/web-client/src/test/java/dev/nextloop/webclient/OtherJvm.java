package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM beside the one of the tests, to be frozen. */
record OtherJvm(Process process) implements AutoCloseable {

  /** Runs a class with a {@code main}; what it says on standard error is seen with the tests. */
  static OtherJvm start(String classPath, Map<String, String> variables, String... mainAndArguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    builder.environment().putAll(variables);
    return new OtherJvm(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** SIGSTOP. Returns after two seconds, in which {@code meanwhile} was done; SIGCONT is next. */
  void freeze(Runnable meanwhile) throws Exception {
    signal("STOP");
    meanwhile.run();
    TimeUnit.SECONDS.sleep(2);
  }

  /** SIGCONT. */
  void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
