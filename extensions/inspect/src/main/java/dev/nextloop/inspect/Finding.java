package dev.nextloop.inspect;

import java.util.Objects;

/**
 * Something that would be different, or wrong.
 *
 * @param rule what was looked for
 * @param level how much it weighs
 * @param where it stands; never null
 * @param what it is, as a sentence without a full stop
 * @param why it matters
 * @param remedy what to do; empty where nothing has to be done
 */
public record Finding(Rule rule, Level level, Place where, String what, String why, String remedy) {

  /** All parts are there. */
  public Finding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(remedy, "remedy");
  }
}
