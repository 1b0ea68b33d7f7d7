package dev.nextloop.samples.probe;

import java.util.List;
import java.util.regex.Pattern;

/** The wrapper's arguments without what may be secret. */
final class CommandLine {
  /** Options of agents, which may hold keys. */
  private static final Pattern AGENT =
      Pattern.compile("(-(?:javaagent|agentpath|agentlib):[^=]*=).*");

  private static final Pattern SECRET =
      Pattern.compile("(?i)([^=]*(?:secret|token|password|passwd|key|credential)[^=]*=).*");

  private CommandLine() {}

  static List<String> redacted(List<String> arguments) {
    return arguments.stream().map(CommandLine::redacted).toList();
  }

  private static String redacted(String argument) {
    for (Pattern pattern : List.of(AGENT, SECRET)) {
      var matcher = pattern.matcher(argument);
      if (matcher.matches()) {
        return matcher.group(1) + "***";
      }
    }
    return argument;
  }
}
