package dev.nextloop.emulator;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How an {@link Emulator} starts. Setters return this object; {@link Emulator#start} reads all of
 * it before it returns, so later changes have no effect. Not thread-safe.
 */
public final class EmulatorOptions {

  private int port;
  private String host = "127.0.0.1";
  private Path stateDirectory;
  private String account = "123456789012";
  private String region = "us-east-1";
  private Clock clock = Clock.systemUTC();
  private LongSupplier ticks = System::nanoTime;
  private Path languageHome = Path.of(System.getProperty("java.home"));
  private ManagedJava managedJava;
  private int snapshotCopies = 1;
  private Consumer<String> log = line -> {};
  private Vertx vertx;
  private LocalFunction localFunction;
  private List<Duration> retryDelays = List.of(Duration.ZERO, Duration.ZERO);
  private Duration clientTimeout = Duration.ofSeconds(60);

  /** AWS's usual names, the system's clock, any free port. */
  public EmulatorOptions() {}

  EmulatorOptions(EmulatorOptions other) {
    port = other.port;
    host = other.host;
    stateDirectory = other.stateDirectory;
    account = other.account;
    region = other.region;
    clock = other.clock;
    ticks = other.ticks;
    languageHome = other.languageHome;
    managedJava = other.managedJava;
    snapshotCopies = other.snapshotCopies;
    log = other.log;
    vertx = other.vertx;
    localFunction = other.localFunction;
    retryDelays = other.retryDelays;
    clientTimeout = other.clientTimeout;
  }

  /** The port to listen on; 0, the default, lets the system choose. */
  public EmulatorOptions port(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
    }
    this.port = port;
    return this;
  }

  /** See {@link #port(int)}. */
  public int port() {
    return port;
  }

  /**
   * The loopback address to listen on, {@code 127.0.0.1} by default. The emulator runs code for
   * whoever can reach it, so any other address is refused.
   */
  public EmulatorOptions host(String host) {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "host must be a loopback address such as 127.0.0.1, but is " + host);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host " + host + " can't be resolved", e);
    }
    this.host = host;
    return this;
  }

  /** See {@link #host(String)}. */
  public String host() {
    return host;
  }

  /**
   * Where functions and layers are kept, made when missing. Null, the default, keeps them in a
   * private temporary directory that is deleted at stop.
   */
  public EmulatorOptions stateDirectory(Path stateDirectory) {
    this.stateDirectory = stateDirectory;
    return this;
  }

  /** See {@link #stateDirectory(Path)}. */
  public Path stateDirectory() {
    return stateDirectory;
  }

  /** The 12-digit account in every ARN, {@code 123456789012} by default. */
  public EmulatorOptions account(String account) {
    if (!account.matches("\\d{12}")) {
      throw new IllegalArgumentException("account must be 12 digits, but is " + account);
    }
    this.account = account;
    return this;
  }

  /** See {@link #account(String)}. */
  public String account() {
    return account;
  }

  /** The region in every ARN, {@code us-east-1} by default. */
  public EmulatorOptions region(String region) {
    if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException("region must look like us-east-1, but is " + region);
    }
    this.region = region;
    return this;
  }

  /** See {@link #region(String)}. */
  public String region() {
    return region;
  }

  /** Dates functions and layers; the system clock by default. */
  public EmulatorOptions clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** See {@link #clock(Clock)}. */
  public Clock clock() {
    return clock;
  }

  /**
   * Nanoseconds that only grow, for the durations in the log; {@code System.nanoTime} by default.
   */
  public EmulatorOptions ticks(LongSupplier ticks) {
    this.ticks = Objects.requireNonNull(ticks, "ticks");
    return this;
  }

  /** See {@link #ticks(LongSupplier)}. */
  public LongSupplier ticks() {
    return ticks;
  }

  /**
   * The home of a language that functions find in {@code /var/lang}, the JDK of this JVM by
   * default; null for none.
   */
  public EmulatorOptions languageHome(Path languageHome) {
    this.languageHome = languageHome;
    return this;
  }

  /** See {@link #languageHome(Path)}. */
  public Path languageHome() {
    return languageHome;
  }

  /**
   * The stand-in for AWS's managed Java runtimes; null, the default, for none: then functions run
   * on {@code provided.al2023} only.
   */
  public EmulatorOptions managedJava(ManagedJava managedJava) {
    this.managedJava = managedJava;
    return this;
  }

  /** See {@link #managedJava(ManagedJava)}. */
  public ManagedJava managedJava() {
    return managedJava;
  }

  /**
   * How many copies of a snapshot one process plays, 1 by default. A JVM can't be copied here, so a
   * client that sees {@code NEXTLOOP_SNAPSHOT_CYCLES} may ask to be restored again after each
   * restore, that many times in all; one that doesn't ask goes on.
   */
  public EmulatorOptions snapshotCopies(int snapshotCopies) {
    if (snapshotCopies < 1 || snapshotCopies > 100) {
      throw new IllegalArgumentException(
          "snapshotCopies must be 1 to 100, but is " + snapshotCopies);
    }
    this.snapshotCopies = snapshotCopies;
    return this;
  }

  /** See {@link #snapshotCopies(int)}. */
  public int snapshotCopies() {
    return snapshotCopies;
  }

  /**
   * Takes one line at a time, without its end: the functions' log and the emulator's own messages.
   * Called on any thread; must not block. Lines are dropped by default.
   */
  public EmulatorOptions log(Consumer<String> log) {
    this.log = Objects.requireNonNull(log, "log");
    return this;
  }

  /** See {@link #log(Consumer)}. */
  public Consumer<String> log() {
    return log;
  }

  /** A {@code Vertx} to run on, left open at stop; null, the default, makes one and closes it. */
  public EmulatorOptions vertx(Vertx vertx) {
    this.vertx = vertx;
    return this;
  }

  /** See {@link #vertx(Vertx)}. */
  public Vertx vertx() {
    return vertx;
  }

  /** A function served beside those that are created over REST; null, the default, for none. */
  public EmulatorOptions localFunction(LocalFunction localFunction) {
    this.localFunction = localFunction;
    return this;
  }

  /** See {@link #localFunction(LocalFunction)}. */
  public LocalFunction localFunction() {
    return localFunction;
  }

  /**
   * Pauses before the second and further attempts of an event that failed, one for each retry; two
   * of zero by default. AWS waits one and two minutes.
   */
  public EmulatorOptions retryDelays(List<Duration> retryDelays) {
    this.retryDelays = List.copyOf(retryDelays);
    return this;
  }

  /** See {@link #retryDelays(List)}. */
  public List<Duration> retryDelays() {
    return retryDelays;
  }

  /**
   * How long a client may take to send a request's head, then its body, and may keep an idle
   * connection; 60 s by default.
   */
  public EmulatorOptions clientTimeout(Duration clientTimeout) {
    if (clientTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("clientTimeout must be 1 ms or more: " + clientTimeout);
    }
    this.clientTimeout = clientTimeout;
    return this;
  }

  /** See {@link #clientTimeout(Duration)}. */
  public Duration clientTimeout() {
    return clientTimeout;
  }
}
