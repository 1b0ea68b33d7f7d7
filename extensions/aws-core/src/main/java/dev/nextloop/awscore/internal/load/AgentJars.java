package dev.nextloop.awscore.internal.load;

import dev.nextloop.spi.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The jars of the JVM's agents. The JVM appends them to its class path without saying so in {@code
 * java.class.path} (java.lang.instrument, "Command-Line Interface"), and what an agent has changed
 * calls their classes.
 */
final class AgentJars {
  private static final String OPTION = "-javaagent:";
  private static final String[] VARIABLES = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  private AgentJars() {}

  /**
   * The jars of all agents.
   *
   * @param commandLine the JVM's, with a NUL behind each argument; may be empty
   * @param host for the variables that hold options, too
   */
  static List<String> in(String commandLine, Host host) {
    List<String> jars = new ArrayList<>(2);
    collect(new StringTokenizer(commandLine, "\0"), jars);
    for (String name : VARIABLES) {
      String variable = host.variable(name);
      if (variable != null && variable.contains(OPTION)) {
        // The JVM takes a quoted blank for a part of the option.
        collect(new StringTokenizer(variable.replace("\"", "").replace("'", "")), jars);
      }
    }
    return jars;
  }

  private static void collect(StringTokenizer options, List<String> jars) {
    while (options.hasMoreTokens()) {
      String option = options.nextToken();
      if (option.startsWith(OPTION)) {
        int end = option.indexOf('=');
        String jar = option.substring(OPTION.length(), end < 0 ? option.length() : end);
        if (!jar.isEmpty()) {
          jars.add(jar);
        }
      }
    }
  }
}
