package dev.nextloop.inspect;

import java.util.Collection;

/** What the findings come to. */
public enum Verdict {
  /** It runs unchanged. */
  YES("yes"),
  /** It runs once the changes are made. */
  WITH_CHANGES("yes with these changes"),
  /** It doesn't run. */
  NO("no");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As it is told to people. */
  public String words() {
    return words;
  }

  static Verdict of(Collection<Finding> findings) {
    Verdict verdict = YES;
    for (Finding finding : findings) {
      if (finding.level() == Level.BLOCKER) {
        return NO;
      }
      verdict = finding.level() == Level.CHANGE ? WITH_CHANGES : verdict;
    }
    return verdict;
  }
}
