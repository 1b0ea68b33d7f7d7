package dev.nextloop.tracing.internal;

import dev.nextloop.Propagation;
import dev.nextloop.TraceHeader;
import dev.nextloop.tracing.Subsegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A subsegment or segment that is written down. Its facts change under its lock until it ends.
 * Parts that end before it are kept as bytes and stand in its document, as far as they find room;
 * others are sent by themselves.
 */
public final class Recorded implements Subsegment {
  private static final int MOST_INSIDE = 100;
  private static final int LONGEST_ANNOTATION = 1_000;

  private final Recorder recorder;
  private final TraceHeader trace;
  private final Recorded parent;
  private final String parentId;
  private final Facts facts;
  private final Anchor anchor;
  private final boolean segment;
  private final List<byte[]> parts = new ArrayList<>();
  private int bytesOfParts = Members.around();
  private boolean open = true;

  /**
   * Begun.
   *
   * @param trace what came with the invocation
   * @param parent null where the parent is somebody else's
   * @param parentId null where there is none
   */
  Recorded(
      Recorder recorder,
      TraceHeader trace,
      Recorded parent,
      String parentId,
      Facts facts,
      Anchor anchor,
      boolean segment) {
    this.recorder = recorder;
    this.trace = trace;
    this.parent = parent;
    this.parentId = parentId;
    this.facts = facts;
    this.anchor = anchor;
    this.segment = segment;
  }

  /** A URL as far as it may be shown. */
  public static String shown(String url) {
    return CallUrl.of(url).shown();
  }

  /** What a call carries that is made by this work. */
  public String header() {
    return trace.under(facts.id, true).value();
  }

  @Override
  public void inject(BiConsumer<String, String> headers) {
    headers.accept(Propagation.XRAY_HEADER, header());
  }

  @Override
  public boolean isRecorded() {
    return true;
  }

  @Override
  public Recorded child(String name) {
    Facts child = new Facts(recorder.id(), Names.cleaned(name), anchor.micros());
    return new Recorded(recorder, trace, this, facts.id, child, anchor, false);
  }

  @Override
  public Recorded call(String method, String url) {
    CallUrl target = CallUrl.of(url);
    Recorded call = child(target.host());
    call.facts.url = target;
    call.facts.method = method;
    return call;
  }

  @Override
  public Subsegment annotate(String key, String value) {
    Names.requireKey(key);
    if (value != null) {
      annotation(key, value.substring(0, Math.min(value.length(), LONGEST_ANNOTATION)));
    }
    return this;
  }

  @Override
  public Subsegment annotate(String key, Number value) {
    Names.requireKey(key);
    if (value != null) {
      annotation(key, value);
    }
    return this;
  }

  @Override
  public Subsegment annotate(String key, boolean value) {
    Names.requireKey(key);
    annotation(key, value);
    return this;
  }

  private void annotation(String key, Object value) {
    String json = recorder.documents().value(value, 8 * LONGEST_ANNOTATION);
    synchronized (this) {
      if (open && json != null) {
        facts.annotate(key, json);
      }
    }
  }

  @Override
  public Subsegment metadata(String namespace, String key, Object value) {
    int left;
    synchronized (this) {
      left = open ? facts.metadataLeft() : 0;
    }
    // Not under the lock: it is a user's code that runs.
    String json = left <= 0 ? null : recorder.documents().value(value, left);
    synchronized (this) {
      if (open && json != null) {
        facts.metadata(String.valueOf(namespace), String.valueOf(key), json);
      }
    }
    return this;
  }

  @Override
  public synchronized Subsegment fail(Throwable cause) {
    if (open) {
      facts.fault = true;
      facts.cause = facts.cause == null ? cause : facts.cause;
    }
    return this;
  }

  @Override
  public synchronized Subsegment error() {
    facts.error |= open;
    return this;
  }

  @Override
  public synchronized Subsegment throttle() {
    facts.error |= open;
    facts.throttle |= open;
    return this;
  }

  @Override
  public synchronized Subsegment fault() {
    facts.fault |= open;
    return this;
  }

  @Override
  public synchronized Subsegment status(int status) {
    if (open) {
      facts.status(status);
    }
    return this;
  }

  /** As {@link #status}, with the length of the body where it is known. */
  public synchronized void response(int status, long length) {
    if (open) {
      facts.status(status);
      facts.contentLength = length;
    }
  }

  /**
   * Sends what is known while the work goes on; X-Ray puts what is sent at its end in its place.
   */
  public void report() {
    byte[] own;
    synchronized (this) {
      own = open ? recorder.documents().members(facts) : null;
    }
    if (own != null) {
      recorder.send(recorder.prefix(trace, parentId, segment), new Members(own, List.of()));
    }
  }

  @Override
  public void end() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    // Nobody changes it any more.
    facts.endMicros = anchor.micros();
    byte[] own = recorder.documents().members(facts);
    if (own == null) {
      recorder.drop();
      parts.forEach(this::sendPart);
      return;
    }
    Members members = new Members(own, fitting(own.length));
    if (parent == null || !parent.take(members)) {
      recorder.send(recorder.prefix(trace, parentId, segment), members);
    }
  }

  /** The parts that find room beside so many bytes; the others are sent. */
  private List<byte[]> fitting(int own) {
    if (own + bytesOfParts <= Documents.LONGEST_MEMBERS) {
      return parts;
    }
    List<byte[]> fitting = new ArrayList<>();
    int bytes = own + Members.around();
    for (byte[] part : parts) {
      bytes += Members.inside(part);
      if (bytes <= Documents.LONGEST_MEMBERS) {
        fitting.add(part);
      } else {
        bytes -= Members.inside(part);
        sendPart(part);
      }
    }
    return fitting;
  }

  private void sendPart(byte[] part) {
    recorder.send(recorder.prefix(trace, facts.id, false), new Members(part, List.of()));
  }

  /** Takes a part that has ended; false when it is to be sent by itself. */
  private boolean take(Members part) {
    byte[] bytes = part.joined();
    synchronized (this) {
      int grown = bytesOfParts + Members.inside(bytes);
      if (!open || parts.size() == MOST_INSIDE || grown > Documents.LONGEST_MEMBERS) {
        return false;
      }
      bytesOfParts = grown;
      parts.add(bytes);
      return true;
    }
  }
}
