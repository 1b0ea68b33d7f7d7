package dev.nextloop.awscore.cases;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.joda.time.DateTime;

/**
 * Folders as {@code /var/task} has them: the classes of {@code com.acme}, the events library in
 * {@code lib}, and what a folder of the same name beside this class lays over them.
 */
final class TaskRoots {
  /** The root without anything laid over it. */
  static final String PLAIN = "plain";

  // Not in any root, so that what needs them fails.
  private static final String MISSING = "missing";
  private static final String TOO_NEW = "com/acme/errors/TooNew.class";

  private final Path directory;

  private TaskRoots(Path directory) {
    this.directory = directory;
  }

  /** Lays out a root for each name in {@code directory}. */
  static TaskRoots laidOut(Path directory, List<String> names)
      throws IOException, URISyntaxException {
    Path classes = Path.of(TaskRoots.class.getResource("/com/acme").toURI());
    for (String name : names) {
      Path root = directory.resolve(name);
      copy(classes, root.resolve("com/acme"));
      Path lib = Files.createDirectories(root.resolve("lib"));
      for (Path jar : List.of(Clients.jarOf(SQSEvent.class), Clients.jarOf(DateTime.class))) {
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      if (TaskRoots.class.getResource("roots/" + name) != null) {
        copy(Path.of(TaskRoots.class.getResource("roots/" + name).toURI()), root);
      }
      makeTooNew(root.resolve(TOO_NEW));
    }
    return new TaskRoots(directory);
  }

  Path root(String name) {
    return directory.resolve(name);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(from)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      if (!file.getParent().endsWith(MISSING)) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The class file format of a Java version that isn't there yet. */
  private static void makeTooNew(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = 99;
    Files.write(file, bytes);
  }
}
