package dev.nextloop.inspect.internal.code;

/** A class file that can't be read; the message ends a sentence. */
public final class BrokenClassException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenClassException(String finding) {
    super(finding);
  }

  BrokenClassException(String finding, Throwable cause) {
    super(finding, cause);
  }
}
