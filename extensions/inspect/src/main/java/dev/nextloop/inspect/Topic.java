package dev.nextloop.inspect;

/** What findings are grouped by, in the order in which they are told. */
public enum Topic {
  /** The class and method that {@code _HANDLER} names. */
  HANDLER("Handler"),
  /** Class files and jars as such. */
  FILES("Files"),
  /** How events become objects. */
  SERIALIZATION("Serialization"),
  /** What several invocations at once share. */
  CONCURRENCY("Several invocations at once"),
  /** What the function takes from the runtime's own folder. */
  RUNTIME("Classes of the runtime"),
  /** What function and Nextloop both bring. */
  LIBRARIES("Libraries"),
  /** Environment variables. */
  VARIABLES("Variables"),
  /** What a snapshot would keep. */
  SNAPSTART("SnapStart"),
  /** What belongs to the whole process. */
  PROCESS("The process");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  /** The heading. */
  public String title() {
    return title;
  }
}
