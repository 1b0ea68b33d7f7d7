package dev.nextloop.awscore.internal.jvm;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.nextloop.spi.Host;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Instant;
import java.util.Properties;

/**
 * The JVM as AWS's client prepares it, which functions rely on: trust store, caches, output,
 * logger. The one class here that touches the JVM.
 */
public final class ManagedJvm {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String SYSTEM_TRUST_STORE = "/etc/pki/java/cacerts";
  private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
  private static final String NEGATIVE_TTL_VARIABLE =
      "AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL";

  /** The drop-in layer's, which says the same as is set here, without a cost to the start. */
  private static final String OURS = "/nextloop/java.security";

  private static final String DISABLED_ALGORITHMS =
      "SSLv3, RC4, MD5withRSA, DH keySize < 1024, EC keySize < 224, DES40_CBC, RC4_40,"
          + " 3DES_EDE_CBC";

  private final Host host;

  /** The JVM. */
  public ManagedJvm(Host host) {
    this.host = host;
  }

  /** Does all but the logger. */
  public void prepare() {
    String securityProperties = host.property("java.security.properties");
    boolean ours = securityProperties != null && securityProperties.endsWith(OURS);
    if (!ours) {
      // AWS's choice, weaker than the JDK's: functions reach old servers with it, and would not
      // without it.
      Security.setProperty("jdk.tls.disabledAlgorithms", DISABLED_ALGORITHMS);
    }
    if (host.property(TRUST_STORE) == null && new File(SYSTEM_TRUST_STORE).isFile()) {
      System.setProperty(TRUST_STORE, SYSTEM_TRUST_STORE);
    }
    String ttl = host.variable(NEGATIVE_TTL_VARIABLE);
    if (ours ? ttl != null : !isTtlSet(securityProperties)) {
      Security.setProperty(NEGATIVE_TTL, ttl == null ? "1" : ttl);
    }
    System.setOut(records(System.out));
    System.setErr(records(System.err));
    Runtime.getRuntime().addShutdownHook(new ExitWatch(host));
  }

  private static PrintStream records(PrintStream stream) {
    return new PrintStream(new RecordStream(stream), false, StandardCharsets.UTF_8);
  }

  private static boolean isTtlSet(String securityProperties) {
    if (securityProperties == null) {
      return false;
    }
    try (FileInputStream in = new FileInputStream(securityProperties)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.containsKey(NEGATIVE_TTL);
    } catch (IOException e) {
      // The JVM did not read it either.
      return false;
    }
  }

  /**
   * Makes a logger that of {@code LambdaRuntime.getLogger()}; its field is private, and this is how
   * AWS's client sets it.
   */
  public static void setLogger(LambdaLogger logger) {
    try {
      Field field = LambdaRuntime.class.getDeclaredField("logger");
      field.setAccessible(true);
      field.set(null, logger);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "aws-lambda-java-core has no LambdaRuntime.logger to set; take version 1.4.0", e);
    }
  }

  /** Standard output. */
  public static OutputStream output() {
    return System.out;
  }

  /** Wall clock, microseconds since 1970. */
  public static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /**
   * The command line of the JVM, a NUL behind each argument; empty where the system does not tell.
   * The JVM's own management tells it, too, and takes some milliseconds to start.
   */
  public static String commandLine() {
    try (FileInputStream in = new FileInputStream("/proc/self/cmdline")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException otherSystem) {
      return "";
    }
  }

  /** Sets a system property, or clears it where the value is null. */
  static void property(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }
}
