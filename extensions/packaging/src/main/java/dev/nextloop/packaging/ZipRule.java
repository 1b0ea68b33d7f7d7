package dev.nextloop.packaging;

/** A rule that a zip must keep before any of it is written to disk. */
public enum ZipRule {
  /** A name that is not a plain relative path. */
  NAME(
      "name the entry by a relative path with forward slashes and no '..', '.' or empty part, no"
          + " drive letter and no control character, in UTF-8, at most 1024 bytes"),
  /** A symbolic link that could lead out of the directory. */
  LINK(
      "make the link's target relative, with '..' only at its start and no more of them than the"
          + " link is deep, or pack the file itself"),
  /** Two entries with one name, or an entry below one that is no directory. */
  DUPLICATE("keep one of the entries"),
  /** Two names that are one on a file system that ignores case or Unicode normal forms. */
  COLLISION("rename one of the entries"),
  /** Two places of the zip that say different things about one entry. */
  AMBIGUOUS("write the zip again with one tool in one go"),
  /** Bytes that belong to no entry, or to two. */
  HIDDEN_DATA("write the zip again without data before, between or after the entries"),
  /** A device, fifo or socket. */
  SPECIAL_FILE("pack only files, directories and links"),
  /** A set-uid, set-gid or sticky bit. */
  SET_ID("clear the bits before packing: chmod u-s,g-s,-t"),
  /** More bytes, entries or compression than the limits allow. */
  LIMIT("pack less, or raise the limit when the zip is trusted"),
  /** An encrypted entry. */
  ENCRYPTED("pack without a password"),
  /** A compression method other than stored and deflated. */
  METHOD("compress with deflate"),
  /** Something in the target directory that must not be replaced or gone through. */
  IN_THE_WAY("extract into an empty directory, or remove what is in the way");

  private final String remedy;

  ZipRule(String remedy) {
    this.remedy = remedy;
  }

  /** What the author of the zip can do about it; never null. */
  public String remedy() {
    return remedy;
  }
}
