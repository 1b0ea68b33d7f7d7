/**
 * Streamed replies: {@link dev.nextloop.Reply.Stream} with a source over a Vert.x {@code
 * ReadStream}, a Vert.x {@code WriteStream}, or a plain {@code OutputStream}; and the head of an
 * HTTP answer before any of them. Vert.x's buffers are loaded by the two classes that are named
 * after Vert.x's streams, and by no other.
 */
package dev.nextloop.stream;
