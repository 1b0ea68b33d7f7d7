package dev.nextloop.tracing.internal;

import dev.nextloop.TraceHeader;
import dev.nextloop.spi.Host;
import dev.nextloop.tracing.XrayDaemon;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/** Begins pieces of work that are written down, and sends their documents. Any thread. */
public final class Recorder {
  private static final HexFormat HEX = HexFormat.of();

  private final XrayDaemon daemon;
  private final Host host;
  private final LongSupplier random;
  private final Documents documents;

  /**
   * One for a daemon.
   *
   * @param random gives random numbers, which no two copies of a snapshot share
   */
  public Recorder(XrayDaemon daemon, Host host, LongSupplier random) {
    this.daemon = daemon;
    this.host = host;
    this.random = random;
    this.documents = new Documents(host.property("user.dir"), this::id);
  }

  /** A random id: 16 hex digits, not all of them 0. */
  String id() {
    long id;
    do {
      id = random.getAsLong();
    } while (id == 0);
    return HEX.toHexDigits(id);
  }

  Documents documents() {
    return documents;
  }

  /**
   * Begins a subsegment of a segment that somebody else owns, as the platform owns the function's.
   *
   * @param trace its parent is the segment
   */
  public Recorded subsegment(TraceHeader trace, String name) {
    return begun(trace, trace.parent(), name, false);
  }

  /** Begins a segment of a trace that is there already. */
  public Recorded segment(TraceHeader trace, String name) {
    return begun(trace, trace.parent(), name, true);
  }

  /** Begins a trace, and a segment of it. */
  public Recorded segment(String name) {
    String seconds = HEX.toHexDigits((int) (host.now() / 1_000));
    String root = "1-" + seconds + '-' + id() + HEX.toHexDigits((int) random.getAsLong());
    return segment(new TraceHeader(root, null, true, "Root=" + root + ";Sampled=1"), name);
  }

  private Recorded begun(TraceHeader trace, String parent, String name, boolean segment) {
    Anchor anchor = new Anchor(host);
    Facts facts = new Facts(id(), Names.cleaned(name), anchor.micros());
    return new Recorded(this, trace, null, parent, facts, anchor, segment);
  }

  /** What makes a document of its own of members, in front of them. */
  byte[] prefix(TraceHeader trace, String parent, boolean segment) {
    String text =
        "{"
            + (segment ? "" : "\"type\":\"subsegment\",")
            + "\"trace_id\":\""
            + trace.root()
            + "\","
            + (parent == null ? "" : "\"parent_id\":\"" + parent + "\",");
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a document. */
  void send(byte[] prefix, Members members) {
    daemon.send(members.document(prefix));
  }

  /** A document was too long for any daemon. */
  void drop() {
    daemon.drop();
  }
}
