package dev.nextloop.spi;

import java.util.List;
import java.util.Map;

/** One event as it came from the wire; headers are decoded when read. */
public interface PolledInvocation {

  /**
   * First value of a header.
   *
   * @param name compared without regard to case
   * @return null when absent or empty
   */
  String header(String name);

  /** Every header as it came, in order. */
  List<Map.Entry<String, String>> headers();

  /** The payload. */
  Body body();

  /**
   * Makes the headers last for good; else they last until the lane's next answer but one. Called
   * once at most, on the loop, before the event is handed to another thread.
   */
  default void keep() {}
}
