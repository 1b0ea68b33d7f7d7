package dev.nextloop.soak;

import dev.nextloop.testkit.Replies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Runtime API that keeps its books and treats its connections badly. No fault is such that a
 * client has to give up: an answer's second try is taken, and polls do not fail six times in a row.
 */
final class FaultyServer implements AutoCloseable {
  private static final long LATER = System.currentTimeMillis() + 3_600_000;

  private final Ledger ledger;
  private final long seed;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  FaultyServer(Ledger ledger, long seed) throws IOException {
    this.ledger = ledger;
    this.seed = seed;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  private static void start(String role, Runnable work) {
    Thread thread = new Thread(work, "faulty-server-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Connections that are open. */
  int connections() {
    return open.size();
  }

  int allConnections() {
    return accepted.get();
  }

  /** Polls that wait because there is no event. */
  int heldPolls() {
    return held.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Random random = new Random(seed * 31 + accepted.incrementAndGet());
        start("connection", () -> serve(socket, random));
      }
    } catch (IOException closed) {
      // That is how it ends.
      return;
    }
  }

  private void serve(Socket socket, Random random) {
    try (Peer peer = new Peer(socket, random)) {
      Conversation conversation = new Conversation(peer, random);
      for (Peer.Request request = peer.read();
          request != null && conversation.goesOnAfter(request);
          request = peer.read()) {
        // On and on, until one of the two ends it.
      }
    } catch (IOException gone) {
      // The client may close whenever it likes; the books tell whether it was right.
      return;
    } catch (RuntimeException bug) {
      ledger.sin("the server failed: " + bug);
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** What is said on one connection. */
  private final class Conversation {
    private final Peer peer;
    private final Random random;
    private int refused;

    Conversation(Peer peer, Random random) {
      this.peer = peer;
      this.random = random;
    }

    private boolean oneIn(int many) {
      return random.nextInt(many) == 0;
    }

    boolean goesOnAfter(Peer.Request request) throws IOException {
      return request.isPoll() ? poll() : answer(request);
    }

    private boolean poll() throws IOException {
      if (oneIn(100)) {
        return badPoll();
      }
      int repeated = refused;
      refused = 0;
      int event = repeated > 0 && random.nextBoolean() ? 0 : ledger.take();
      if (event == 0 && repeated > 0) {
        // Whoever polls while its event is unanswered gets that one again.
        return handOut(repeated, true);
      }
      if (event == 0) {
        peer.flush();
        event = hold();
      }
      return event > 0 && handOut(event, false);
    }

    private boolean badPoll() throws IOException {
      ledger.trouble();
      switch (random.nextInt(6)) {
        case 0 -> peer.send(Replies.status(503));
        case 1 -> peer.send(Replies.status(204));
        case 2 -> peer.send(Replies.event("", LATER, new byte[3]));
        case 3 -> {
          peer.send(Replies.text("SSH-2.0-OpenSSH_9\r\n\r\n"));
          return false;
        }
        default -> {
          peer.flush();
          peer.breakOff();
          return false;
        }
      }
      return true;
    }

    /** Waits for an event; 0 when the client does not wait so long. */
    private int hold() throws IOException {
      held.incrementAndGet();
      try {
        int event = 0;
        while (event == 0 && !peer.isGone()) {
          event = ledger.take();
        }
        return event;
      } finally {
        held.decrementAndGet();
      }
    }

    private boolean handOut(int event, boolean repeated) throws IOException {
      if (oneIn(200)) {
        if (repeated) {
          ledger.trouble();
        } else {
          ledger.putBack(event);
        }
        peer.sendCut(bytes(event, "HTTP/1.1", 0));
        peer.breakOff();
        return false;
      }
      ledger.delivered(event);
      if (!ledger.isCalm(event) && oneIn(150)) {
        ledger.trouble(event);
        if (oneIn(2)) {
          // Without a length the end of the connection is the event's.
          peer.send(bytes(event, "HTTP/1.0", 2));
        } else {
          peer.send(bytes(event, "HTTP/1.1", 0));
          peer.breakOff();
        }
        return false;
      }
      peer.send(bytes(event, "HTTP/1.1", oneIn(10) ? 1 : 0));
      return true;
    }

    /** With a length, in chunks, or with neither. */
    private byte[] bytes(int event, String version, int framing) {
      byte[] payload = Ledger.payload(event);
      List<String> headers = Replies.eventHeaders(Ledger.requestId(event), LATER);
      headers.add("Lambda-Runtime-Invocation-Id: " + event);
      byte[] body = payload;
      if (framing == 0) {
        headers.add("Content-Length: " + payload.length);
      } else if (framing == 1) {
        headers.add("Transfer-Encoding: chunked");
        body = Replies.chunks(payload, 1 + random.nextInt(payload.length + 50), ";x=y", "A: b");
      }
      byte[] whole = Replies.raw(version + " 200 OK", headers, body);
      return oneIn(20) ? Replies.join(Replies.status(100), whole) : whole;
    }

    private boolean answer(Peer.Request request) throws IOException {
      int event = request.event();
      refused = 0;
      String[] path = request.path().split("/", -1);
      boolean error = path[path.length - 1].equals("error");
      if (!ledger.isCalm(event) && oneIn(200)) {
        ledger.trouble(event);
        peer.breakOff();
        return false;
      }
      if (!ledger.answered(event, path[path.length - 2], error, request.bytes())) {
        // It has this one already, and says so as the platform does.
        return reply(event, Replies.status(random.nextBoolean() ? 400 : 403));
      }
      if (!ledger.isCalm(event) && oneIn(400)) {
        ledger.trouble(event);
        refused = event;
        peer.sendLater(Replies.status(502 + random.nextInt(3)));
        flushSometimes();
        return true;
      }
      ledger.accepted(event);
      if (!ledger.isCalm(event) && oneIn(150)) {
        ledger.trouble(event);
        peer.sendCut(Replies.accepted());
        peer.breakOff();
        return false;
      }
      if (!error && oneIn(500)) {
        return reply(event, Replies.status(413));
      }
      return reply(event, acknowledgement());
    }

    private byte[] acknowledgement() {
      if (oneIn(20)) {
        byte[] chunks = Replies.chunks(Replies.text("fine"), 3, ";e");
        return Replies.raw("HTTP/1.1 202 OK", List.of("Transfer-Encoding: chunked"), chunks);
      }
      return oneIn(30) ? Replies.status(204) : Replies.accepted();
    }

    /** The last word on an event; now and then the last one on the connection as well. */
    private boolean reply(int event, byte[] bytes) throws IOException {
      if (oneIn(150)) {
        // The end may overtake the word.
        ledger.trouble(event);
        peer.send(bytes);
        peer.breakOff();
        return false;
      }
      ledger.told(event);
      peer.sendLater(bytes);
      flushSometimes();
      return true;
    }

    /** With pipelining the next poll is here already, and its event may go with this. */
    private void flushSometimes() throws IOException {
      if (!peer.hasMore() || random.nextBoolean()) {
        peer.flush();
      }
    }
  }
}
