package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Variables that reach the JVM or the wrapper. */
public final class VariablesCheck implements Check {
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    String options = function.setup().variables().getOrDefault(OPTIONS, "");
    for (String option : SPACES.splitAsStream(options).toList()) {
      if (option.matches("-(javaagent|agentpath|agentlib):.*")) {
        findings.accept(agent(option));
      } else if (option.matches("-XX:(SharedArchiveFile|AOTCache|AOTMode|\\+AutoCreateShared).*")) {
        findings.accept(archive(option));
      }
    }
    String wrapper = function.setup().variables().getOrDefault(WRAPPER, "");
    if (!wrapper.isBlank() && !wrapper.endsWith("/nextloop-wrapper")) {
      findings.accept(wrapper(wrapper));
    }
  }

  private static Finding agent(String option) {
    // What follows '=' are the agent's own options, which may hold keys.
    String name = option.replaceFirst("=.*", "=...");
    return new Finding(
        Rule.AGENT,
        Level.CHANGE,
        Place.file(OPTIONS),
        "an agent is loaded: " + name,
        "it finds the same handler, but AWS's client is not running, should it hook into that, and"
            + " the function doesn't see the classes of the agent's own jar",
        "run the function once with agent and Nextloop, and compare what the agent reports");
  }

  private static Finding archive(String option) {
    return new Finding(
        Rule.CLASS_ARCHIVE,
        Level.NOTE,
        Place.file(OPTIONS),
        "a class archive is chosen: " + option,
        "the JVM uses one archive only, and the command line goes before this variable",
        "");
  }

  private static Finding wrapper(String wrapper) {
    return new Finding(
        Rule.WRAPPER,
        Level.CHANGE,
        Place.file(WRAPPER),
        "the variable is taken by " + wrapper,
        "Nextloop is started by the same variable",
        "set AWS_LAMBDA_EXEC_WRAPPER=/opt/nextloop-wrapper and NEXTLOOP_NEXT_WRAPPER=" + wrapper);
  }
}
