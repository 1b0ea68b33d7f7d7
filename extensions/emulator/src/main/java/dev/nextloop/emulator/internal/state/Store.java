package dev.nextloop.emulator.internal.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Functions, layers and their zips on disk, with the {@link State} of it in memory. Each change is
 * on disk before {@link #state()} shows it. Changes block and must come one at a time; {@link
 * #state()} and {@link #zip} may be called on any thread.
 *
 * <p>In the directory: {@code functions/} and {@code layers/} with one JSON file each, {@code
 * zips/} by content, {@code tmp/} for what is half written, {@code lock} and {@code owner}, and in
 * {@code scratch} where things run.
 */
public final class Store implements AutoCloseable {
  private final Path root;
  private final boolean temporary;
  private final Consumer<String> log;
  private final DirectoryLock lock;
  private final Scratch scratch;
  private final ZipShelf zips;
  private final RecordFiles<FunctionRecord> functions;
  private final RecordFiles<LayerRecord> layers;
  private volatile State state = State.EMPTY;

  private Store(Path root, boolean temporary, Consumer<String> log) throws IOException {
    this.root = root;
    this.temporary = temporary;
    this.log = log;
    AtomicFiles files = new AtomicFiles(root.resolve("tmp"), !temporary);
    for (String name : List.of("", "tmp", "zips", "functions", "layers")) {
      AtomicFiles.directory(root.resolve(name));
    }
    this.lock = DirectoryLock.take(root, files);
    this.scratch = scratch(files);
    this.zips = new ZipShelf(root.resolve("zips"), files);
    this.functions =
        new RecordFiles<>(
            root.resolve("functions"), files, FunctionRecord.class, FunctionRecord::name);
    this.layers =
        new RecordFiles<>(root.resolve("layers"), files, LayerRecord.class, LayerRecord::name);
  }

  /**
   * Opens a directory that is kept; makes it when missing.
   *
   * @throws IOException saying what is wrong with the directory and what to do
   */
  public static Store open(Path root, Consumer<String> log) throws IOException {
    try {
      Store store = new Store(root.toAbsolutePath(), false, log);
      try {
        store.load();
        return store;
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (StateInUseException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "state directory %s can't be used (%s); give a directory that can be written and has room"
              .formatted(root, e),
          e);
    }
  }

  /** Makes a private directory that {@link #close} deletes. */
  public static Store temporary(Consumer<String> log) throws IOException {
    return new Store(Files.createTempDirectory("nextloop-emulator-"), true, log);
  }

  private void load() throws IOException {
    int[] ignored = {0};
    Consumer<String> ignore =
        message -> {
          ignored[0]++;
          log.accept(message);
        };
    try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
      for (Path half : left.toList()) {
        Scratch.delete(half);
      }
    }
    for (FunctionRecord function : functions.read(ignore)) {
      if (function.zips().allMatch(zips::holds)) {
        state = state.withFunctions(all -> all.put(function.name(), function));
      } else {
        ignore.accept("ignored function " + function.name() + ": a zip of it is missing");
      }
    }
    for (LayerRecord layer : layers.read(ignore)) {
      List<LayerVersion> whole =
          layer.versions().stream().filter(version -> zips.holds(version.zip())).toList();
      if (whole.size() < layer.versions().size()) {
        ignore.accept("ignored versions of layer " + layer.name() + ": their zips are missing");
      }
      state =
          state.withLayers(
              all ->
                  all.put(layer.name(), new LayerRecord(layer.name(), layer.lastVersion(), whole)));
    }
    if (ignored[0] == 0) {
      sweep();
    }
  }

  private Scratch scratch(AtomicFiles files) throws IOException {
    try {
      return Scratch.open(root, files);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** An empty directory for what runs, outside of this one and deleted at {@link #close}. */
  public Path scratch() {
    return scratch.directory();
  }

  /** All that is kept, now. */
  public State state() {
    return state;
  }

  /** Where a zip lies. */
  public Path zip(StoredZip zip) {
    return zips.file(zip.sha256());
  }

  /** Whether a zip is there in its full length. */
  public boolean holds(StoredZip zip) {
    return zips.holds(zip);
  }

  /**
   * Checks a zip and keeps it.
   *
   * @throws dev.nextloop.packaging.UnsafeZipException when the zip is evil
   * @throws dev.nextloop.packaging.UnreadableZipException when it is none
   * @throws IOException when the disk refuses
   */
  public StoredZip keep(byte[] zip) throws IOException {
    return zips.keep(zip);
  }

  /** Adds or replaces a function. */
  public void put(FunctionRecord function) throws IOException {
    functions.write(function);
    state = state.withFunctions(all -> all.put(function.name(), function));
  }

  /** Adds or replaces a layer. */
  public void put(LayerRecord layer) throws IOException {
    layers.write(layer);
    state = state.withLayers(all -> all.put(layer.name(), layer));
  }

  /** Forgets a function. */
  public void removeFunction(String name) throws IOException {
    functions.delete(name);
    state = state.withFunctions(all -> all.remove(name));
  }

  /** Deletes the zips that nothing refers to. */
  public void sweep() throws IOException {
    zips.keepOnly(state.zips());
  }

  /** Frees the directory, and deletes it when it is temporary. */
  @Override
  public void close() throws IOException {
    try {
      scratch.close();
    } finally {
      lock.close();
      if (temporary) {
        Scratch.delete(root);
      }
    }
  }
}
