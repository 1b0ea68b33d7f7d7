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

  /**
   * What the first poll need not wait for; called once, when that poll is on its way, on a thread
   * that is no loop and may block. One that throws is logged and changes nothing.
   */
  default void started(Nextloop client) throws Exception {}
}
