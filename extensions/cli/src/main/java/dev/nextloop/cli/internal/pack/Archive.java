package dev.nextloop.cli.internal.pack;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.packaging.Contents;
import dev.nextloop.packaging.PackageOptions;
import dev.nextloop.packaging.PackageWriter;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.Written;
import dev.nextloop.packaging.ZipRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into a zip; read when it is packed, so that it can be packed again after a change.
 *
 * @param places files and trees, in any order
 */
public record Archive(List<Place> places) {
  /** Nothing yet. */
  public static final Archive EMPTY = new Archive(List.of());

  /**
   * A file or the content of a directory.
   *
   * @param name the path in the zip; empty for a directory's content at the root
   * @param source where it is
   */
  public record Place(String name, Path source) {}

  /** Copies the list. */
  public Archive {
    places = List.copyOf(places);
  }

  /** This and one more place. */
  public Archive with(String name, Path source) {
    List<Place> more = new ArrayList<>(places);
    more.add(new Place(name, source));
    return new Archive(more);
  }

  /** Where all of it comes from. */
  public List<Path> sources() {
    return places.stream().map(Place::source).toList();
  }

  /**
   * Packs it.
   *
   * @param zip the file to write; its directory must exist
   * @throws CommandFailure with {@link Exit#FAILED} when one of Lambda's limits is broken, with
   *     {@link Exit#USAGE} when the content can't be packed for another reason
   */
  public Written write(Path zip, PackageOptions options) {
    try {
      Contents contents = new Contents();
      for (Place place : places) {
        if (Files.isDirectory(place.source())) {
          contents.tree(place.name(), place.source());
        } else {
          contents.file(place.name(), place.source());
        }
      }
      return PackageWriter.write(contents, zip, options);
    } catch (UnsafeZipException e) {
      Exit exit = e.rule() == ZipRule.LIMIT ? Exit.FAILED : Exit.USAGE;
      throw new CommandFailure(exit, "can't pack " + zip + ": " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(Exit.USAGE, "can't pack " + zip + ": " + e.getMessage(), e);
    }
  }

  /** Packs it for an upload. */
  public byte[] bytes() {
    try {
      Path directory = Files.createTempDirectory("nextloop");
      Path zip = directory.resolve("upload.zip");
      try {
        return Files.readAllBytes(write(zip, PackageOptions.LAMBDA).file());
      } finally {
        Files.deleteIfExists(zip);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new CommandFailure(Exit.USAGE, "can't write a temporary zip: " + e, e);
    }
  }
}
