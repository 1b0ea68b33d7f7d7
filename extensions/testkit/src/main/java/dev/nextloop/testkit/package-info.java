/**
 * A scripted server on raw sockets for tests of Runtime API clients.
 *
 * <p>{@link dev.nextloop.testkit.ScriptedServer} plays one {@link dev.nextloop.testkit.Script} per
 * connection and records every request; it repairs nothing, so it can play every fault of a wire.
 * {@link dev.nextloop.testkit.RuntimeApiScript} answers like the Runtime API, for tests that need a
 * well-behaved server with a fault here and there. {@link dev.nextloop.testkit.Programs} writes
 * programs that may be run at once.
 */
package dev.nextloop.testkit;
