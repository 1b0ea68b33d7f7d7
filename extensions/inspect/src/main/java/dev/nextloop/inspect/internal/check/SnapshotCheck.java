package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What code before the first event makes that all copies of a snapshot would share. */
public final class SnapshotCheck implements Check {

  /** A kind of call, and what is wrong with its result after a restore. */
  private record Hazard(Rule rule, String calls, String why, String remedy) {}

  private static final List<Hazard> HAZARDS =
      List.of(
          new Hazard(
              Rule.SNAPSHOT_RANDOM,
              "java/util/(Random|SplittableRandom)\\.<init>|java/util/UUID\\.randomUUID"
                  + "|java/lang/Math\\.random|java/util/random/RandomGenerator\\..*",
              "every restored copy goes on with the same number",
              "make it per invocation, or in afterRestore of an org.crac.Resource"),
          new Hazard(
              Rule.SNAPSHOT_RANDOM,
              "java/util/concurrent/ThreadLocalRandom\\..*",
              "every restored copy goes on with the same numbers, and the JDK lets nobody seed it"
                  + " again",
              "use it for jitter, and a new SecureRandom for ids and keys"),
          new Hazard(
              Rule.SNAPSHOT_RANDOM,
              "java/security/SecureRandom\\.(<init>|getInstance.*)",
              "AWS's JVM reseeds the default one after a restore; others, and one with a seed of"
                  + " its own, go on with the same numbers",
              "make it with new SecureRandom() per use, or in afterRestore of an org.crac.Resource"),
          new Hazard(
              Rule.SNAPSHOT_TIME,
              "java/time/(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime)"
                  + "\\.now|java/lang/System\\.(currentTimeMillis|nanoTime)|java/util/Date\\.<init>\\(\\)V"
                  + "|java/util/Calendar\\.getInstance",
              "after a restore, hours or weeks later, it is still the time of the snapshot",
              "read the clock per invocation, or in afterRestore of an org.crac.Resource"),
          new Hazard(
              Rule.SNAPSHOT_CONNECTION,
              "java/net/(Socket|ServerSocket|DatagramSocket)\\.<init>|java/nio/channels/.*Channel\\.open"
                  + "|java/net/URL\\.(openStream|openConnection)|java/net/InetAddress\\.get.*"
                  + "|java/sql/DriverManager\\.getConnection|javax/sql/DataSource\\.getConnection"
                  + "|com/zaxxer/hikari/HikariDataSource\\.<init>|redis/clients/jedis/.*\\.<init>",
              "the other side has closed it, or moved, long before the restore",
              "open it on first use, or close it in beforeCheckpoint and open it in afterRestore"),
          new Hazard(
              Rule.SNAPSHOT_CONNECTION,
              "java/net/http/HttpClient(\\.newHttpClient|\\$Builder\\.build)|okhttp3/OkHttpClient\\.<init>"
                  + "|org/apache/(http|hc)/.*\\.(createDefault|createSystem|build)"
                  + "|io/vertx/core/Vertx\\.vertx",
              "connections that it opened before the snapshot are dead after the restore",
              "make no calls with it before the snapshot, or make it anew in afterRestore"),
          new Hazard(
              Rule.SNAPSHOT_THREAD,
              "java/lang/Thread\\.(start|startVirtualThread)|java/util/Timer\\.<init>"
                  + "|java/util/concurrent/Executors\\.new.*"
                  + "|java/util/concurrent/(ThreadPoolExecutor|ScheduledThreadPoolExecutor|ForkJoinPool)\\.<init>",
              "its timers wake all at once after a restore, and what it does may be cut in two",
              "stop it in beforeCheckpoint and start it in afterRestore of an org.crac.Resource"));

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    new StartCode(function)
        .forEachCall(
            (started, call) -> {
              Place place = started.type().file().place(started.method().name, Lines.of(call));
              String name = call.owner + "." + call.name;
              for (Hazard hazard : HAZARDS) {
                if (name.matches(hazard.calls()) || (name + call.desc).matches(hazard.calls())) {
                  findings.accept(finding(function, hazard, place, call));
                }
              }
              if (name.equals("java/lang/System.getenv") && readsCredentials(call)) {
                findings.accept(credentials(function, place));
              }
            });
  }

  private static Finding finding(Case function, Hazard hazard, Place place, MethodInsnNode call) {
    return new Finding(
        hazard.rule(),
        function.setup().ifSnapStart(),
        place,
        "made before the first event: " + words(call) + target(call),
        hazard.why(),
        hazard.remedy());
  }

  private static Finding credentials(Case function, Place place) {
    return new Finding(
        Rule.SNAPSHOT_CREDENTIALS,
        function.setup().ifSnapStart(),
        place,
        "credentials are read from the environment before the first event",
        "with SnapStart they are not there, and would be out of date after the restore",
        "leave credentials to the AWS SDK's default provider, or read them per invocation");
  }

  private static boolean readsCredentials(MethodInsnNode call) {
    return call.getPrevious() instanceof LdcInsnNode constant
        && List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
            .contains(constant.cst);
  }

  private static String words(MethodInsnNode call) {
    String type = call.owner.substring(call.owner.lastIndexOf('/') + 1).replace('$', '.');
    return call.name.equals("<init>") ? "new " + type : type + "." + call.name;
  }

  /** The field that the result goes to at once, if any. */
  private static String target(MethodInsnNode call) {
    AbstractInsnNode after = call.getNext();
    return after instanceof FieldInsnNode field ? ", kept in " + field.name : "";
  }
}
