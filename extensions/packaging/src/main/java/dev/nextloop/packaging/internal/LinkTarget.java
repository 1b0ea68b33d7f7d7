package dev.nextloop.packaging.internal;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;

/** Where a symbolic link may lead. */
public final class LinkTarget {
  private LinkTarget() {}

  /**
   * Refuses a target that could lead out of the root, however links are chained: from a real
   * directory at a known depth it may climb that far, and then only go down. A '..' after a name
   * that may itself be a link would not be the parent that the text shows.
   */
  public static void requireInside(String link, String target) throws UnsafeZipException {
    boolean plain =
        !target.isEmpty()
            && target.indexOf('\\') < 0
            && target.chars().noneMatch(Character::isISOControl);
    long depth = link.chars().filter(c -> c == '/').count();
    boolean climbing = true;
    for (String part : target.split("/", -1)) {
      boolean up = part.equals("..");
      climbing &= up;
      plain &= !part.isEmpty() && (!up || (climbing && --depth >= 0));
    }
    if (!plain) {
      throw new UnsafeZipException(
          ZipRule.LINK, link, "is a link to '" + ShortName.of(target) + "'");
    }
  }
}
