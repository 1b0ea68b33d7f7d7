package dev.nextloop.internal.pipeline;

/**
 * One lane's memory for what it reads: an inbox for acknowledgements, and two for events that take
 * turns with pipelining, because an event may be read from until its answer is acknowledged.
 */
final class Inboxes {
  private static final int EVENT_SIZE = 64 << 10;
  private static final int ACKNOWLEDGEMENT_SIZE = 4 << 10;

  private final Inbox acknowledgements = new Inbox(ACKNOWLEDGEMENT_SIZE);
  private Inbox events = new Inbox(EVENT_SIZE);
  private Inbox otherEvents;

  Inbox acknowledgements() {
    return acknowledgements;
  }

  Inbox events() {
    return events;
  }

  /** The next event goes where the last one is not, with the bytes of it that are here already. */
  void takeTurns() {
    Inbox last = events;
    events = otherEvents == null ? new Inbox(EVENT_SIZE) : otherEvents;
    otherEvents = last;
    events.reset();
    acknowledgements.moveRestTo(events);
    acknowledgements.reset();
  }
}
