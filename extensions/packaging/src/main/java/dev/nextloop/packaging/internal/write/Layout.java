package dev.nextloop.packaging.internal.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.internal.EntryNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings items into the one order and completes the directories. */
public final class Layout {
  /** The most entries that a zip without Zip64 records can count. */
  private static final int MAX_ENTRIES = 65_534;

  private static final Comparator<Item> BY_BYTES_OF_NAME =
      (a, b) ->
          Arrays.compareUnsigned(a.entryName().getBytes(UTF_8), b.entryName().getBytes(UTF_8));

  private Layout() {}

  /** Checks all names as a reader would; leaves out the file that is about to be written. */
  public static List<Item> of(List<Item> added, Path output) throws IOException {
    List<Item> items = new ArrayList<>();
    Set<String> directories = new HashSet<>();
    EntryNames names =
        new EntryNames(new ZipLimits(Long.MAX_VALUE, MAX_ENTRIES, Integer.MAX_VALUE, 0));
    for (Item item : added) {
      if (item.isDirectory()) {
        directories.add(item.name());
      } else if (item.file() == null || !isSame(item.file(), output)) {
        names.add(item.name(), false);
        items.add(item);
      }
      for (int slash = item.name().indexOf('/'); slash > 0; ) {
        directories.add(item.name().substring(0, slash));
        slash = item.name().indexOf('/', slash + 1);
      }
    }
    for (String directory : directories) {
      names.add(directory, true);
      items.add(Item.directory(directory));
    }
    items.sort(BY_BYTES_OF_NAME);
    return items;
  }

  private static boolean isSame(Path file, Path output) throws IOException {
    return Files.exists(output) && Files.isSameFile(file, output);
  }
}
