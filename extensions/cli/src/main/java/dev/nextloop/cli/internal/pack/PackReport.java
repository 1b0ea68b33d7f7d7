package dev.nextloop.cli.internal.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.packaging.Written;
import dev.nextloop.packaging.ZipLimits;
import java.util.Locale;

/**
 * What a package command says of the zip it wrote.
 *
 * @param written the zip
 */
public record PackReport(Written written) {

  /** For a person. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s%n  sha256    %s%n  zipped    %,d bytes, %.1f %% of %,d%n  unzipped  %,d bytes, %.1f %% of %,d"
            + " (shared with all other layers and the function)",
        written.file(),
        written.sha256(),
        written.zippedBytes(),
        percent(written.zippedBytes(), ZipLimits.LAMBDA_ZIPPED_BYTES),
        ZipLimits.LAMBDA_ZIPPED_BYTES,
        written.unzippedBytes(),
        percent(written.unzippedBytes(), ZipLimits.LAMBDA_UNZIPPED_BYTES),
        ZipLimits.LAMBDA_UNZIPPED_BYTES);
  }

  /** For a machine. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", written.file().toString());
    json.put("sha256", written.sha256());
    json.put("zippedBytes", written.zippedBytes());
    json.put("zippedPercent", percent(written.zippedBytes(), ZipLimits.LAMBDA_ZIPPED_BYTES));
    json.put("unzippedBytes", written.unzippedBytes());
    json.put("unzippedPercent", percent(written.unzippedBytes(), ZipLimits.LAMBDA_UNZIPPED_BYTES));
    return json;
  }

  private static double percent(long bytes, long limit) {
    return Math.round(1000.0 * bytes / limit) / 10.0;
  }
}
