package dev.nextloop.emulator.internal.state;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Records of one type as JSON files. A file is called by the hash of its record's name, so no name
 * can lead out of the directory or meet another on a file system that ignores case.
 */
final class RecordFiles<T> {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path directory;
  private final AtomicFiles files;
  private final Function<T, String> name;
  private final ObjectReader reader;

  RecordFiles(Path directory, AtomicFiles files, Class<T> type, Function<T, String> name) {
    this.directory = directory;
    this.files = files;
    this.name = name;
    this.reader = JSON.readerFor(type);
  }

  void write(T item) throws IOException {
    files.write(file(name.apply(item)), JSON.writeValueAsBytes(item));
  }

  void delete(String name) throws IOException {
    files.delete(file(name));
  }

  /** All records that can be read; each other file is named to {@code ignored} and left alone. */
  List<T> read(Consumer<String> ignored) throws IOException {
    List<T> found = new ArrayList<>();
    try (Stream<Path> each = Files.list(directory)) {
      for (Path file : each.sorted().toList()) {
        read(file, ignored).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<T> read(Path file, Consumer<String> ignored) {
    try {
      T item = reader.readValue(Files.readAllBytes(file));
      if (item != null && file(name.apply(item)).equals(file)) {
        return Optional.of(item);
      }
      ignored.accept("ignored " + file + ": its name does not fit its content");
    } catch (IOException | RuntimeException e) {
      ignored.accept("ignored " + file + ": not readable: " + firstLine(e));
    }
    return Optional.empty();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Path file(String name) {
    byte[] hash = ZipShelf.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return directory.resolve(HexFormat.of().formatHex(hash) + ".json");
  }
}
