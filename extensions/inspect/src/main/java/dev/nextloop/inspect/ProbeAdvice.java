package dev.nextloop.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows from a report of the probe.
 *
 * @param fact what was seen
 * @param setting the variable to set, with its value; empty where nothing has to be set
 * @param fine whether Nextloop expects it so
 */
public record ProbeAdvice(String fact, String setting, boolean fine) {
  private static final String NO_PIPELINING = "NEXTLOOP_PIPELINING=off";

  private static final Set<String> NEEDED =
      Set.of(
          "lambda-runtime-aws-request-id",
          "lambda-runtime-deadline-ms",
          "lambda-runtime-invoked-function-arn");

  private static final Set<String> MAIN_CLASSES =
      Set.of(
          "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", "lambdainternal.AWSLambda");

  private static ProbeAdvice fine(String fact) {
    return new ProbeAdvice(fact, "", true);
  }

  private static ProbeAdvice bad(String fact, String setting) {
    return new ProbeAdvice(fact, setting, false);
  }

  static List<ProbeAdvice> of(ProbeReport report) {
    List<ProbeAdvice> all = new ArrayList<>();
    all.add(pipelining(report));
    closing(report, all);
    all.add(headers(report));
    thaw(report, all);
    report.restore().ifPresent(restore -> all.add(restored(restore)));
    if (!report.wrapper().isEmpty()) {
      all.add(wrapper(report.wrapper()));
    }
    return List.copyOf(all);
  }

  private static ProbeAdvice pipelining(ProbeReport report) {
    List<ProbeReport.Poll> pipelined =
        report.polls().stream().filter(ProbeReport.Poll::pipelined).toList();
    if (pipelined.isEmpty()) {
      return bad(
          "no poll was pipelined, so that nothing is known of it; send {\"pipeline\":true} twice",
          NO_PIPELINING);
    }
    long good = pipelined.stream().filter(poll -> poll.inOrder() && thawedOrKept(poll)).count();
    String seen = good + " of " + pipelined.size() + " pipelined polls were accepted and in order";
    return good == pipelined.size() ? fine(seen) : bad(seen, NO_PIPELINING);
  }

  /** A connection that ends in a freeze says nothing of pipelining. */
  private static boolean thawedOrKept(ProbeReport.Poll poll) {
    return poll.kept() || poll.frozenMillis() > 0;
  }

  private static void closing(ProbeReport report, List<ProbeAdvice> all) {
    boolean closes =
        report.connectionHeaders().contains("close") || report.httpVersions().contains("HTTP/1.0");
    if (closes) {
      all.add(bad("the API closes connections behind its answers", NO_PIPELINING));
    }
  }

  private static ProbeAdvice headers(ProbeReport report) {
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.removeAll(report.headers());
    return missing.isEmpty()
        ? fine("events have the headers that Nextloop needs")
        : bad("events lack the headers " + String.join(", ", missing), "");
  }

  private static void thaw(ProbeReport report, List<ProbeAdvice> all) {
    List<ProbeReport.Poll> frozen =
        report.polls().stream().filter(poll -> poll.frozenMillis() > 0).toList();
    if (frozen.isEmpty()) {
      all.add(fine("no freeze was seen, so that nothing is known of connections after one"));
      return;
    }
    long kept = frozen.stream().filter(ProbeReport.Poll::kept).count();
    all.add(
        fine(
            "%d of %d connections lived through a freeze; Nextloop connects anew after the others"
                .formatted(kept, frozen.size())));
    boolean stands =
        frozen.stream().allMatch(poll -> poll.frozenMonotonicMillis() < poll.frozenMillis() / 2);
    all.add(fine("the monotonic clock " + (stands ? "stands still" : "goes on") + " in a freeze"));
  }

  private static ProbeAdvice restored(ProbeReport.Restore restore) {
    String steps = String.join(", ", restore.order());
    boolean expected =
        restore
            .order()
            .equals(
                List.of("restore/next sent", "restore/next answered 200", "invocation/next sent"));
    return expected
        ? fine("restore: " + steps + (restore.kept() ? "" : "; on a new connection"))
        : bad("restore went otherwise than expected: " + steps, "");
  }

  private static ProbeAdvice wrapper(List<String> arguments) {
    int last = arguments.size() - 1;
    boolean known =
        arguments.get(0).endsWith("/java")
            && (MAIN_CLASSES.contains(arguments.get(last))
                || (last > 0 && MAIN_CLASSES.contains(arguments.get(last - 1))));
    return known
        ? fine("nextloop-wrapper knows the command line that it is called with")
        : bad(
            "nextloop-wrapper would not know this command line, and leave AWS's client in place: "
                + String.join(" ", arguments),
            "");
  }
}
