package dev.nextloop.awscore.cases;

import java.util.List;

/**
 * One of the two clients under comparison.
 *
 * @param name for files and messages
 * @param flags of its JVM
 * @param classPath of its JVM
 * @param mainClass takes the handler as its argument
 */
record Client(String name, List<String> flags, String classPath, String mainClass) {}
