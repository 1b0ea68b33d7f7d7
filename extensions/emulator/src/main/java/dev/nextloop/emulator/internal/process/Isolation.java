package dev.nextloop.emulator.internal.process;

/** How an execution environment is kept apart from the machine. */
public enum Isolation {
  /** Private mounts and processes: {@code /var/task}, {@code /opt} and {@code /tmp} as on AWS. */
  NAMESPACES("private mounts and processes; /var/task, /opt and /tmp as on AWS"),
  /** Private directories, and variables that point to them. */
  DIRECTORIES("private directories; LAMBDA_TASK_ROOT, PATH and TMPDIR point to them");

  private final String text;

  Isolation(String text) {
    this.text = text;
  }

  /** One line for people. */
  public String text() {
    return text;
  }
}
