package dev.nextloop.packaging;

/**
 * One entry of a checked zip.
 *
 * @param name the path below the root, forward slashes, no slash at the end
 * @param kind what the entry is
 * @param mode the permission bits as packed, at most 0777; 0644 or 0755 where the zip has none
 * @param bytes the inflated size; 0 for a directory
 * @param target where a link leads, relative to the link's directory; null for others
 */
public record ZippedEntry(String name, Kind kind, int mode, long bytes, String target) {
  /** What an entry is. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    LINK
  }
}
