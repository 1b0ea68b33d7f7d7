package dev.nextloop.cli.internal.doctor;

import dev.nextloop.inspect.Verdict;

/** The exit codes of the doctor: its answers are 0, 1 and 2, so that others lie elsewhere. */
public final class DoctorExit {
  /** The command line, or a file named in it, can't be used; as in sysexits.h. */
  public static final int USAGE = 64;

  private DoctorExit() {}

  /** 0 yes, 1 yes with changes, 2 no. */
  public static int of(Verdict verdict) {
    return switch (verdict) {
      case YES -> 0;
      case WITH_CHANGES -> 1;
      case NO -> 2;
    };
  }
}
