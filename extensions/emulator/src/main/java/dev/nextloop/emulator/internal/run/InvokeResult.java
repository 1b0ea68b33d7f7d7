package dev.nextloop.emulator.internal.run;

import io.vertx.core.buffer.Buffer;

/**
 * What an invocation came to. A function that failed is a result, not a failure of the call.
 *
 * @param payload response bytes, or the error document
 * @param contentType of the payload
 * @param functionError true when the function, its init or its time limit failed
 * @param log the invocation's last 4,096 bytes of log, START, END and REPORT lines included
 */
public record InvokeResult(Buffer payload, String contentType, boolean functionError, Buffer log) {}
