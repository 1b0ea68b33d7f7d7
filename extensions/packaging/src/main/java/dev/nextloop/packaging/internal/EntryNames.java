package dev.nextloop.packaging.internal;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.ZipRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names of one zip: each one plain, and no two that could be one file somewhere. */
public final class EntryNames {
  private static final int MAX_BYTES = 1024;
  private static final int MAX_PART_BYTES = 255;

  /** One path: how its last part was first written, what it is, and what lies below it. */
  private static final class Place {
    private final String part;
    private Use use;
    private final Map<String, Place> below = new HashMap<>(2);

    private Place(String part, Use use) {
      this.part = part;
      this.use = use;
    }
  }

  private enum Use {
    IMPLIED_DIRECTORY,
    DIRECTORY,
    LEAF
  }

  private final ZipLimits limits;
  private final Place root = new Place("", Use.DIRECTORY);
  private int places;

  /** Starts with no name. */
  public EntryNames(ZipLimits limits) {
    this.limits = limits;
  }

  /** Takes the name of an entry, without a slash at its end. */
  public void add(String path, boolean directory) throws UnsafeZipException {
    requirePlain(path);
    Place place = root;
    for (String part : path.split("/", -1)) {
      if (place.use == Use.LEAF) {
        throw new UnsafeZipException(
            ZipRule.DUPLICATE,
            path,
            "lies below '" + ShortName.of(place.part) + "', which is no directory");
      }
      place = below(place, part, path);
    }
    boolean implied = place.use == Use.IMPLIED_DIRECTORY;
    if (!implied || (!directory && !place.below.isEmpty())) {
      throw new UnsafeZipException(
          ZipRule.DUPLICATE, path, "is there twice, or is a file and a directory");
    }
    place.use = directory ? Use.DIRECTORY : Use.LEAF;
  }

  private Place below(Place parent, String part, String path) throws UnsafeZipException {
    Place known = parent.below.get(folded(part));
    if (known == null) {
      if (++places > limits.entries()) {
        throw new UnsafeZipException(
            ZipRule.LIMIT,
            path,
            "is, with the directories that names imply, more than the %d entries allowed"
                .formatted(limits.entries()));
      }
      known = new Place(part, Use.IMPLIED_DIRECTORY);
      parent.below.put(folded(part), known);
    } else if (!known.part.equals(part)) {
      throw new UnsafeZipException(
          ZipRule.COLLISION,
          path,
          "has the part '%s' beside '%s', one file where case or Unicode form do not count"
              .formatted(ShortName.of(part), ShortName.of(known.part)));
    }
    return known;
  }

  private static String folded(String part) {
    String composed = Normalizer.normalize(part, Normalizer.Form.NFC);
    return Normalizer.normalize(
        composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /** The raw name as text; names in other character sets are refused, as readers guess them. */
  public static String decoded(byte[] raw) throws UnsafeZipException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      String shown = new String(raw, StandardCharsets.ISO_8859_1);
      throw new UnsafeZipException(ZipRule.NAME, shown, "has a name that is not UTF-8");
    }
  }

  /** Refuses every name that is not a plain path below the root. */
  public static void requirePlain(String path) throws UnsafeZipException {
    String finding = null;
    if (path.isEmpty()) {
      finding = "has an empty name";
    } else if (path.startsWith("/")) {
      finding = "has an absolute name";
    } else if (path.indexOf('\\') >= 0) {
      finding = "has a backslash in its name";
    } else if (path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0))) {
      finding = "has a name that starts with a drive letter";
    } else if (path.chars().anyMatch(Character::isISOControl)) {
      finding = "has a NUL or another control character in its name";
    } else if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      finding = "has a name of more than " + MAX_BYTES + " bytes";
    } else {
      for (String part : path.split("/", -1)) {
        finding = finding == null ? flaw(part) : finding;
      }
    }
    if (finding != null) {
      throw new UnsafeZipException(ZipRule.NAME, path, finding);
    }
  }

  private static String flaw(String part) {
    if (part.isEmpty() || part.equals(".") || part.equals("..")) {
      return "has the part '" + part + "' in its name";
    }
    return part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES
        ? "has a part of more than " + MAX_PART_BYTES + " bytes in its name"
        : null;
  }
}
