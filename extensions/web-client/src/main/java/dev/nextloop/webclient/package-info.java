/**
 * Outgoing HTTP calls of a function: the trace that they carry, the time that they have, their
 * connections and a freeze, and signatures of AWS.
 */
package dev.nextloop.webclient;
