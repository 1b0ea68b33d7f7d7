package dev.nextloop.packaging;

import java.nio.file.Path;

/**
 * A written package.
 *
 * @param file where it is
 * @param sha256 the checksum of the file, 64 lower-case hexadecimal digits
 * @param zippedBytes the size of the file
 * @param unzippedBytes the size of all entries, inflated
 */
public record Written(Path file, String sha256, long zippedBytes, long unzippedBytes) {}
