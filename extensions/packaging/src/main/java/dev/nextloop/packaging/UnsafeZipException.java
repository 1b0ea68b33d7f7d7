package dev.nextloop.packaging;

import dev.nextloop.packaging.internal.ShortName;
import java.io.IOException;
import java.util.Optional;

/** A readable zip that breaks a {@link ZipRule}; nothing of it was written. */
public final class UnsafeZipException extends IOException {
  private static final long serialVersionUID = 1;

  private final ZipRule rule;
  private final String entry;

  /**
   * Makes the message from the entry, the finding and the rule's remedy.
   *
   * @param rule the broken rule
   * @param entry the entry's name as it stands in the zip, or null for the zip as a whole
   * @param finding what is wrong, as the end of a sentence
   */
  public UnsafeZipException(ZipRule rule, String entry, String finding) {
    super(
        "zip refused (%s): %s%s; %s"
            .formatted(
                rule,
                entry == null ? "" : "entry '" + ShortName.of(entry) + "' ",
                finding,
                rule.remedy()));
    this.rule = rule;
    this.entry = entry;
  }

  /** The broken rule; never null. */
  public ZipRule rule() {
    return rule;
  }

  /** The entry's name as it stands in the zip, unescaped; empty for the zip as a whole. */
  public Optional<String> entry() {
    return Optional.ofNullable(entry);
  }
}
