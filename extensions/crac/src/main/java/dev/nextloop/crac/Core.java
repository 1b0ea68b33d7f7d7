package dev.nextloop.crac;

import dev.nextloop.crac.internal.GlobalContext;
import dev.nextloop.spi.Host;

/** Where {@code org.crac.Core} finds the global context. */
public final class Core {
  // The one static of the client: org.crac's API leaves no other place for it.
  private static final Context<Resource> GLOBAL = new GlobalContext(Host.system());

  private Core() {}

  /** The context that all resources of the process register with. */
  public static Context<Resource> getGlobalContext() {
    return GLOBAL;
  }

  /**
   * Takes no snapshot: under SnapStart the platform decides when.
   *
   * @throws UnsupportedOperationException always, as with AWS's client
   */
  @SuppressWarnings(
      "DoNotCallSuggester") // org.crac looks it up by name; nobody compiles against it
  public static void checkpointRestore() {
    throw new UnsupportedOperationException(
        "Lambda takes the snapshot when a version is published; a function can't ask for one");
  }
}
