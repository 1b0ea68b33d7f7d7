package dev.nextloop.internal.wire;

/** Paths of the Lambda Runtime API, version 2018-06-01. */
public final class RuntimePaths {
  /** Common start of all paths. */
  public static final String ROOT = "/2018-06-01/runtime/";

  /** Long poll for an event. */
  public static final String NEXT = ROOT + "invocation/next";

  /** Followed by request id and {@link #RESPONSE} or {@link #ERROR}. */
  public static final String INVOCATION = ROOT + "invocation/";

  /** The function's result. */
  public static final String RESPONSE = "/response";

  /** The function failed. */
  public static final String ERROR = "/error";

  /** Init failed. */
  public static final String INIT_ERROR = ROOT + "init/error";

  /** Ready for a snapshot; answers after the restore. */
  public static final String RESTORE_NEXT = ROOT + "restore/next";

  /** A hook failed after the restore. */
  public static final String RESTORE_ERROR = ROOT + "restore/error";

  private RuntimePaths() {}
}
