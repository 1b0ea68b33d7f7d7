package dev.nextloop;

import dev.nextloop.spi.Host;

/**
 * Adds middleware, observers and flushes to the client of a stand-alone function: the classes that
 * {@code NEXTLOOP_SETUP} names, with commas between them, in that order. Each has a public
 * constructor without parameters.
 */
@FunctionalInterface
public interface Setup {

  /**
   * Adds to the client; called once, in the init, before the first poll.
   *
   * @throws Exception is an init error
   */
  void add(Nextloop.Builder client, Host host) throws Exception;
}
