package dev.nextloop.logging.internal.line;

/** How an event becomes a line. Any thread. */
public interface LineFormat {

  /** Writes the event behind what the buffer holds, without a line end; never throws. */
  void write(Entry entry, LineBuffer to);

  /** Whether lines are JSON, for the frame. */
  boolean isJson();
}
