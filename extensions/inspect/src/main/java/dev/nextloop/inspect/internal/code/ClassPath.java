package dev.nextloop.inspect.internal.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The classes of a function as its class loader would find them: of two of one name, the first
 * counts. Variants for later releases ({@code META-INF/versions}) are left out. For one thread.
 */
public final class ClassPath {
  private static final String SUFFIX = ".class";
  private static final long MAX_SERVICE_BYTES = 1 << 20;

  private final List<FunctionFiles.Root> roots;
  private final Map<String, ClassFile> files = new TreeMap<>();
  private final Map<String, Optional<Parsed>> parsed = new HashMap<>();
  private final Map<ClassFile, String> broken = new TreeMap<>(ClassPath::byName);

  /** Lists the classes; none is read yet. */
  public ClassPath(FunctionFiles function) throws IOException {
    roots = function.roots();
    for (FunctionFiles.Root root : roots) {
      add(root);
    }
  }

  private static int byName(ClassFile one, ClassFile other) {
    return one.name().compareTo(other.name());
  }

  private void add(FunctionFiles.Root root) throws IOException {
    try (Stream<Path> tree = Files.walk(root.directory())) {
      for (Path file : (Iterable<Path>) tree::iterator) {
        String path =
            root.directory()
                .relativize(file)
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
        if (path.endsWith(SUFFIX)
            && !path.startsWith("META-INF/")
            && !path.endsWith("module-info.class")
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String name = path.substring(0, path.length() - SUFFIX.length());
          files.putIfAbsent(name, new ClassFile(name, root.jar(), file));
        }
      }
    }
  }

  /** All classes, by name. */
  public Collection<ClassFile> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** Whether the function has this class. */
  public boolean has(String name) {
    return files.containsKey(name);
  }

  /** Where a class stands; empty when the function doesn't have it. */
  public Optional<ClassFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** A class, read once; empty when the function doesn't have it or it is damaged. */
  public Optional<Parsed> read(String name) {
    return parsed.computeIfAbsent(name, this::parse);
  }

  private Optional<Parsed> parse(String name) {
    ClassFile file = files.get(name);
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Parsed.of(file));
    } catch (BrokenClassException e) {
      broken.put(file, e.getMessage());
      return Optional.empty();
    }
  }

  /** The classes that could not be read so far, and why. */
  public Map<ClassFile, String> broken() {
    return Collections.unmodifiableMap(broken);
  }

  /**
   * One line of a service file.
   *
   * @param jar where the file stands; null for the function's own root
   * @param name the class that it names, with dots
   */
  public record Provider(String jar, String name) {}

  /** The providers of a service, by the rules of {@link java.util.ServiceLoader}. */
  public List<Provider> providers(String service) throws IOException {
    List<Provider> providers = new ArrayList<>();
    for (FunctionFiles.Root root : roots) {
      Path file = root.directory().resolve("META-INF/services").resolve(service);
      if (Files.isRegularFile(file) && Files.size(file) <= MAX_SERVICE_BYTES) {
        // ISO: any bytes are text.
        Files.readString(file, StandardCharsets.ISO_8859_1)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(name -> !name.isEmpty())
            .map(name -> new Provider(root.jar(), name))
            .forEach(providers::add);
      }
    }
    return providers.stream().distinct().toList();
  }
}
