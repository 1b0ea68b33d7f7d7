package dev.nextloop.crac.internal;

import dev.nextloop.crac.Hazard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * TCP and UDP sockets of the process, as Linux lists them (proc(5): {@code fd}, {@code net/tcp}).
 * Unix sockets are left out: the JDK keeps one for itself. Finds nothing on other systems.
 */
public final class OpenSockets {
  private static final Pattern FIELDS = Pattern.compile("\\s+");
  private static final String LISTENING = "0A";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private final Path process;

  /** Sockets of the process with this folder. */
  public OpenSockets(Path process) {
    this.process = process;
  }

  /** A finding for each. */
  public List<Hazard> find() {
    List<Hazard> found = new ArrayList<>();
    try {
      Set<String> mine = inodes();
      for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
        Path table = process.resolve("net").resolve(protocol);
        if (Files.isReadable(table)) {
          for (String line : Files.readAllLines(table)) {
            List<String> fields = FIELDS.splitAsStream(line.trim()).toList();
            if (fields.size() > INODE && mine.contains(fields.get(INODE))) {
              found.add(new Hazard(Hazard.Kind.SOCKET, told(protocol, fields)));
            }
          }
        }
      }
    } catch (IOException notLinux) {
      // Then there is nothing to read, and nothing to tell.
      return found;
    }
    return found;
  }

  private Set<String> inodes() throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static String told(String protocol, List<String> fields) throws IOException {
    String kind = protocol.substring(0, 3).toUpperCase(java.util.Locale.ROOT);
    if (fields.get(STATE).equals(LISTENING) && kind.equals("TCP")) {
      return "a socket that listens on " + address(fields.get(LOCAL));
    }
    return "a "
        + kind
        + " socket from "
        + address(fields.get(LOCAL))
        + " to "
        + address(fields.get(REMOTE));
  }

  /** The kernel prints the address as words of the machine's order, the port as a number. */
  static String address(String field) throws UnknownHostException {
    int colon = field.indexOf(':');
    byte[] words = HexFormat.of().parseHex(field.substring(0, colon));
    ByteBuffer turned = ByteBuffer.allocate(words.length).order(ByteOrder.nativeOrder());
    for (int i = 0; i < words.length; i += Integer.BYTES) {
      turned.putInt(ByteBuffer.wrap(words).getInt(i));
    }
    int port = HexFormat.fromHexDigits(field, colon + 1, field.length());
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(turned.array()), port);
    return address.getAddress().getHostAddress() + ":" + port;
  }
}
