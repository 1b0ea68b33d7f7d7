package dev.nextloop.packaging;

import java.io.IOException;

/** A file that is no zip, or a damaged one; nothing of it was written. */
public final class UnreadableZipException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Makes the message.
   *
   * @param finding what was looked for and not found
   */
  public UnreadableZipException(String finding) {
    this(finding, null);
  }

  /**
   * Makes the message.
   *
   * @param finding what was looked for and not found
   * @param cause what the decoder said, or null
   */
  public UnreadableZipException(String finding, Throwable cause) {
    super("not a readable zip: " + finding + "; write or download the file again", cause);
  }
}
