package dev.nextloop.micrometer.internal;

import java.util.ArrayList;
import java.util.List;

/** The metrics of a page that share their dimensions. */
final class Directive {
  final List<Series> metrics = new ArrayList<>();
  private final String beginning;
  private final List<Member> members;

  /**
   * Without metrics so far.
   *
   * @param namespace as JSON
   */
  Directive(String namespace, Dimensions dimensions, List<Member> members) {
    this.beginning =
        "{\"Namespace\":" + namespace + ",\"Dimensions\":" + dimensions.sets() + ",\"Metrics\":[";
    this.members = members;
  }

  /** A dimension's value in the line; its page's directives share it. */
  static final class Member {
    final String value;
    private final String text;
    private int inLine;

    Member(String name, String value) {
      this.value = value;
      this.text = "," + JsonText.quoted(name) + ":" + JsonText.quoted(value);
    }
  }

  /** Adds what waits; whether there is more than one line takes. */
  boolean write(Draft draft, boolean first) {
    boolean more = false;
    draft.beginDirective(beginning);
    for (Series series : metrics) {
      if (draft.isFull()) {
        more = true;
      } else if (first || series.pending().waits()) {
        more |= draft.add(series);
      }
    }
    if (draft.endDirective()) {
      for (Member member : members) {
        if (member.inLine != draft.number()) {
          member.inLine = draft.number();
          draft.addMember(member.text);
        }
      }
    }
    return more;
  }
}
