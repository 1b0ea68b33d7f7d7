package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets programs be written, and processes be started, but never both at once. A process that is
 * started inherits every open file until it has become its own program, and as long as a program is
 * open for writing anywhere, running it fails with "Text file busy" (ETXTBSY, see execve(2)). One
 * for an emulator; any thread may use it.
 */
public final class StartGate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Hold it while a program is open for writing; many threads may. */
  public Lock writing() {
    return lock.readLock();
  }

  /** Starts a process once no program is open; blocks. It has become its program then. */
  Process start(ProcessBuilder builder) throws IOException {
    Lock starting = lock.writeLock();
    starting.lock();
    try {
      return builder.start();
    } finally {
      starting.unlock();
    }
  }
}
