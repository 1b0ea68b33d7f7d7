package dev.nextloop.packaging;

import java.io.IOException;
import java.nio.file.Path;

/** Packs a tree in a process of its own: arguments are the tree, the zip and the epoch seconds. */
final class PackOnce {
  private PackOnce() {}

  public static void main(String[] args) throws IOException {
    PackageWriter.write(
        new Contents().tree("", Path.of(args[0])),
        Path.of(args[1]),
        PackageOptions.LAMBDA.withSourceDateEpoch(args[2]));
  }
}
