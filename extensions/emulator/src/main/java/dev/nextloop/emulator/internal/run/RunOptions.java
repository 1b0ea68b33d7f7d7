package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.ManagedJava;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What execution environments need to know of the emulator they run in.
 *
 * @param scratch a directory that is the launcher's alone; made when it isn't there
 * @param region for the variables and ARNs
 * @param clock wall clock, for deadlines and time stamps
 * @param ticks nanoseconds that only grow, for durations
 * @param log takes each log line, one at a time and in order, on a thread of the launcher's; it may
 *     block, then functions wait in their writes
 * @param language home of a language, for instance a JDK's, that functions find in {@code
 *     /var/lang}; null for none
 * @param managedJava the stand-in for AWS's managed Java runtimes; null for none
 * @param ownUsers as root: each environment gets a user id of its own. False: all run as root
 * @param namespaces false: private directories even where the machine permits namespaces
 * @param initLimit time for an init before it is started again inside the invocation
 * @param snapStart how environments are started from snapshots
 * @param maxWaiting invocations of one function that may wait for the one that runs
 */
public record RunOptions(
    Path scratch,
    String region,
    InstantSource clock,
    LongSupplier ticks,
    Consumer<String> log,
    Path language,
    ManagedJava managedJava,
    boolean ownUsers,
    boolean namespaces,
    Duration initLimit,
    SnapStart snapStart,
    int maxWaiting) {

  /** The service's limit of an init. */
  public static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  /** How many invocations of one function may wait by default. */
  public static final int MAX_WAITING = 1000;

  /** The usual options. */
  public RunOptions(
      Path scratch,
      String region,
      InstantSource clock,
      LongSupplier ticks,
      Consumer<String> log,
      Path language,
      ManagedJava managedJava,
      SnapStart snapStart) {
    this(
        scratch,
        region,
        clock,
        ticks,
        log,
        language,
        managedJava,
        true,
        true,
        INIT_LIMIT,
        snapStart,
        MAX_WAITING);
  }
}
