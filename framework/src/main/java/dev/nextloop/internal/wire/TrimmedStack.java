package dev.nextloop.internal.wire;

import java.util.Arrays;

/** A throwable's frames down to the framework's border: what lies below is none of the user's. */
final class TrimmedStack {
  private static final StackTraceElement[] NONE = {};
  private static final String BORDER = "dev.nextloop.internal.";

  private TrimmedStack() {}

  static StackTraceElement[] of(Throwable failure, int most) {
    StackTraceElement[] frames = failure.getStackTrace();
    if (frames == null) {
      return NONE;
    }
    int end = 0;
    while (end < frames.length && end < most && !isFramework(frames[end])) {
      end++;
    }
    return Arrays.copyOf(frames, end);
  }

  private static boolean isFramework(StackTraceElement frame) {
    return frame.getClassName().startsWith(BORDER)
        || frame.getClassName().startsWith("dev.nextloop.codec.CodecHandler");
  }
}
