package dev.nextloop.shell.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads what a shell writes to standard error: lines for the log, and between them the words that
 * the worker tells on lines with a mark. Ends with the word {@link #END}.
 */
final class LogReader implements Runnable {
  /** The word that ends the reading. */
  static final String END = "end";

  /** Longest line, in bytes; a longer one is logged in pieces of this size. */
  static final int LONGEST_LINE = 16 * 1024;

  /** What {@link #tail()} returns at most, in characters. */
  static final int TAIL = 8 * 1024;

  private static final byte SIGN = 0x1e;

  private final ReadableByteChannel from;
  private final byte[] mark;
  private final Consumer<String> log;
  private final Consumer<String> words;
  // Longer than a line by more than a word with its mark: so a cut never goes through one.
  private final byte[] line = new byte[LONGEST_LINE + 256];
  private int length;
  private boolean ended;
  private final StringBuilder tail = new StringBuilder();

  LogReader(ReadableByteChannel from, String mark, Consumer<String> log, Consumer<String> words) {
    this.from = from;
    this.mark = (" " + mark + " ").getBytes(StandardCharsets.US_ASCII);
    this.mark[0] = SIGN;
    this.log = log;
    this.words = words;
  }

  @Override
  public void run() {
    ByteBuffer chunk = ByteBuffer.allocate(16 * 1024);
    try {
      while (!ended && from.read(chunk.clear()) >= 0) {
        chunk.flip();
        while (chunk.hasRemaining() && !ended) {
          take(chunk.get());
        }
      }
    } catch (IOException closed) {
      ended = true; // the owner has closed the pipe
    }
  }

  private void take(byte next) {
    if (next == '\n') {
      endOfLine();
    } else {
      line[length++] = next;
      if (length == line.length) {
        emit(LONGEST_LINE);
        length -= LONGEST_LINE;
        System.arraycopy(line, LONGEST_LINE, line, 0, length);
      }
    }
  }

  private void endOfLine() {
    int at = markAt();
    if (at < 0) {
      emit(length);
    } else {
      if (at > 0) {
        emit(at);
      }
      int word = at + mark.length;
      tell(new String(line, word, length - word, StandardCharsets.US_ASCII));
    }
    length = 0;
  }

  private void tell(String word) {
    if (word.equals(END)) {
      ended = true;
    } else {
      words.accept(word);
    }
  }

  private int markAt() {
    for (int i = length - mark.length; i >= 0; i--) {
      if (line[i] == SIGN && Arrays.equals(line, i, i + mark.length, mark, 0, mark.length)) {
        return i;
      }
    }
    return -1;
  }

  private void emit(int size) {
    String text = new String(line, 0, size, StandardCharsets.UTF_8);
    synchronized (tail) {
      tail.append(text).append('\n');
      if (tail.length() > 4 * TAIL) {
        tail.delete(0, tail.length() - TAIL);
      }
    }
    log.accept(text);
  }

  /** The end of what was logged since the last {@link #startTail()}. */
  String tail() {
    synchronized (tail) {
      return tail.substring(Math.max(0, tail.length() - TAIL));
    }
  }

  /** Forgets what was logged. */
  void startTail() {
    synchronized (tail) {
      tail.setLength(0);
    }
  }
}
