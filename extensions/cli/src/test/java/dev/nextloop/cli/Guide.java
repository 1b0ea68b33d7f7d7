package dev.nextloop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of a page.
 *
 * @param blocks in their order
 */
record Guide(List<Block> blocks) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("\\A(?://|#) (target/\\S+)\\n");

  /**
   * One block.
   *
   * @param language the word behind the fence
   * @param text without the fences
   */
  record Block(String language, String text) {

    /** The file that the block is to be saved as, when its first line is a comment with a path. */
    Optional<String> file() {
      Matcher comment = FILE.matcher(text);
      return comment.find() ? Optional.of(comment.group(1)) : Optional.empty();
    }

    /** Whether it is to be typed. */
    boolean isCommand() {
      return language.equals("sh") && file().isEmpty();
    }

    /** Whether its last command goes on until it is stopped. */
    boolean serves() {
      return isCommand() && (text.contains("./nextloop run") || text.contains("./nextloop serve"));
    }
  }

  /** Whether a function of the page finds its layer in /opt. */
  boolean needsLayers() {
    return blocks.stream().anyMatch(block -> block.serves() && block.text().contains("--drop-in"));
  }

  static Guide read(Path page) throws IOException {
    Matcher fenced = FENCED.matcher(Files.readString(page));
    List<Block> blocks = new ArrayList<>();
    while (fenced.find()) {
      blocks.add(new Block(fenced.group(1), fenced.group(2)));
    }
    return new Guide(List.copyOf(blocks));
  }
}
