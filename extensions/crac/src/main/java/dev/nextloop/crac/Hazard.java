package dev.nextloop.crac;

/**
 * Something that every copy of a snapshot would begin with although it must be each copy's own.
 *
 * @param kind what sort of thing
 * @param what which one, for people
 */
public record Hazard(Kind kind, String what) {

  /** The sorts, each with its remedy. */
  public enum Kind {
    /** A TCP or UDP socket. */
    SOCKET(
        "the other side is gone when a copy begins, or talks to all copies at once; close it in"
            + " beforeCheckpoint and open it again in afterRestore, or at the first event"),
    /** A platform thread that is not the JVM's and not the client's. */
    THREAD(
        "it goes on in each copy where it stood, with its timers; stop it in beforeCheckpoint and"
            + " start it again in afterRestore"),
    /** A generator whose numbers follow from its state. */
    RANDOM(
        "all copies draw the same numbers; make it in afterRestore, or use a new SecureRandom,"
            + " which asks the system"),
    /** The generator of each thread, whose seeds nobody can set. */
    THREAD_RANDOM(
        "threads that init started draw the same numbers in all copies, and so do the first ones"
            + " that copies start; use it for jitter, and a new SecureRandom for ids"),
    /** An id. */
    ID(
        "all copies have the same one; make it in afterRestore, or for each event, unless it names"
            + " something that they share");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** Why it matters and what helps. */
    public String remedy() {
      return remedy;
    }
  }

  /** One line for people, with the remedy. */
  @Override
  public String toString() {
    return what + ": " + kind.remedy();
  }
}
