package dev.nextloop.emulator.internal.rest;

/** AWS's limits on what is sent, in bytes. */
final class Limits {
  /** A synchronous event. */
  static final int SYNC_PAYLOAD = 6 * 1024 * 1024;

  /** An asynchronous event. */
  static final int ASYNC_PAYLOAD = 1024 * 1024;

  /** A body with a zip of 50 MB in base64 and 256 KiB of other members. */
  static final int UPLOAD = 70_167_211;

  /** Any other body. */
  static final int SMALL_BODY = 256 * 1024;

  /** All bodies that one emulator holds at a time. */
  static final int ALL_BODIES = 3 * UPLOAD;

  /** Base64 of a client context. */
  static final int CLIENT_CONTEXT = 3583;

  /** A function and its layers, unzipped. */
  static final long UNZIPPED = 262_144_000;

  /** Names and values of a function's variables. */
  static final int ENVIRONMENT = 4096;

  private Limits() {}
}
