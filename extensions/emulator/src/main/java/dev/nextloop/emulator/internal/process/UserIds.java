package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Lends user ids to execution environments, each to one at a time on the whole machine. An id is
 * held by a socket bound to the loopback port of the same number: the system refuses a second one,
 * whether another emulator of this process asks or one elsewhere, and frees it however its holder
 * ends. (A lock on a file would not do: closing any other channel on the file in the same process
 * gives it up.)
 */
public final class UserIds {
  /** A range that systemd's page "Users, Groups, UIDs and GIDs" lists as unused. */
  private static final int FIRST = 60_706;

  private static final int LAST = 61_183;

  /** A loopback address of our own, where no service listens. */
  private static final byte[] ADDRESS = {127, 61, 61, 61};

  private UserIds() {}

  /** An id on loan; closing gives it back. */
  public record Loan(int uid, SocketChannel holder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      holder.close();
    }
  }

  /** Borrows the first id that is free; blocks for a moment. */
  public static Loan borrow() throws IOException {
    for (int uid = FIRST; uid <= LAST; uid++) {
      SocketChannel holder = SocketChannel.open();
      try {
        holder.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), uid));
        return new Loan(uid, holder);
      } catch (BindException taken) {
        holder.close();
      } catch (IOException e) {
        holder.close();
        throw e;
      }
    }
    throw new IOException(
        "No user id is free for another execution environment: all from "
            + FIRST
            + " to "
            + LAST
            + " are in use. Stop functions, or switch users of their own off");
  }
}
