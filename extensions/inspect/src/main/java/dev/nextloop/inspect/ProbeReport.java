package dev.nextloop.inspect;

import dev.nextloop.inspect.internal.template.Fields;
import dev.nextloop.inspect.internal.template.Yaml;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code samples/probe} has seen in one environment.
 *
 * @param onLambda whether it ran on real Lambda, by the word of who collected it
 * @param runtime such as {@code AWS_Lambda_java21}, or {@code provided}
 * @param initialization such as {@code on-demand}
 * @param java version of the JVM
 * @param wrapper the command line that a wrapper was called with; empty where it ran as a bootstrap
 * @param restore empty where there was none
 * @param polls each post and the poll behind it, in their order
 * @param headers names of the headers of events, in lower case
 * @param httpVersions of all answers
 * @param connectionHeaders values of the header Connection in all answers; {@code absent} for none
 */
public record ProbeReport(
    boolean onLambda,
    String runtime,
    String initialization,
    String java,
    List<String> wrapper,
    Optional<Restore> restore,
    List<Poll> polls,
    Set<String> headers,
    Set<String> httpVersions,
    Set<String> connectionHeaders) {
  private static final String FORMAT = "1";

  /**
   * A post and the poll behind it.
   *
   * @param pipelined whether both went out in one write
   * @param order the statuses in the order in which they came
   * @param kept whether all came on the connection that the post was written to
   * @param postMillis until the post's answer came; negative when it never did
   * @param pollMillis until the event came; with several polls, the last one's
   * @param frozenMillis how long nothing ran meanwhile, by the wall clock; 0 for not frozen
   * @param frozenMonotonicMillis the same by the monotonic clock
   */
  public record Poll(
      boolean pipelined,
      List<String> order,
      boolean kept,
      double postMillis,
      double pollMillis,
      double frozenMillis,
      double frozenMonotonicMillis) {

    /** Whether the post was accepted, then the event came, and nothing else. */
    public boolean inOrder() {
      return order.equals(List.of("202", "200"));
    }
  }

  /**
   * A restore from a snapshot.
   *
   * @param order what was sent and came
   * @param kept whether the connection lived through it
   */
  public record Restore(List<String> order, boolean kept) {}

  /**
   * Reads a report.
   *
   * @param json what the probe answered, 1 MB at most
   * @throws IllegalArgumentException naming the field, its value and what it must be
   */
  public static ProbeReport read(String json) {
    Fields report = Fields.of("the report", Yaml.read(json));
    String format = report.text("probe");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "probe must be 1, but is "
              + format
              + "; collect the report anew with this samples/probe");
    }
    return new ProbeReport(
        report.oneOf("ranOn", "lambda", "elsewhere").equals("lambda"),
        report.text("runtime"),
        report.text("initialization"),
        report.text("java"),
        report.isNull("wrapper") ? List.of() : report.texts("wrapper"),
        report.isNull("restore") ? Optional.empty() : Optional.of(restore(report.in("restore"))),
        report.list("polls").stream().map(ProbeReport::poll).toList(),
        Set.copyOf(report.texts("headers")),
        Set.copyOf(report.texts("httpVersions")),
        Set.copyOf(report.texts("connectionHeaders")));
  }

  private static Poll poll(Fields poll) {
    return new Poll(
        poll.oneOf("pipelined", "true", "false").equals("true"),
        poll.texts("order"),
        poll.text("connection").equals("kept"),
        poll.number("postMillis"),
        poll.number("pollMillis"),
        poll.number("frozenMillis"),
        poll.number("frozenMonotonicMillis"));
  }

  private static Restore restore(Fields restore) {
    return new Restore(restore.texts("order"), restore.text("connection").equals("kept"));
  }

  /** What follows from it. */
  public List<ProbeAdvice> advice() {
    return ProbeAdvice.of(this);
  }
}
