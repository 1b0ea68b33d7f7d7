package dev.nextloop.logging.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** What holds for every message, key and value. */
class LineProperties {
  private static final Redaction NONE = new Redaction(null);

  /** Control characters, quotes, lone surrogates and all else. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.chars().range(' ', '~')),
            Tuple.of(2, Arbitraries.chars().range('\0', '\u001f')),
            Tuple.of(
                2, Arbitraries.of('"', '\\', '{', '}', '\u007f', '\u0085', '\u2028', '\u2029')),
            Tuple.of(2, Arbitraries.chars().range('\ud800', '\udfff')),
            Tuple.of(2, Arbitraries.chars()))
        .list()
        .ofMaxSize(700)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            });
  }

  @Property(tries = 500)
  void aJsonLineIsOneLineThatGivesBackWhatWasLogged(
      @ForAll("texts") String message, @ForAll("texts") String key, @ForAll("texts") String value) {
    String line =
        Lines.line(new JsonFormat("requestId", NONE), FakeEntry.of(message).with("k" + key, value));
    JsonNode read = Lines.parsed(line);

    assertThat(line).doesNotContainPattern("[\\x00-\\x1f\u0085\u2028\u2029]");
    assertThat(read.get(Surrogates.whole("k" + key)).asText()).isEqualTo(value);
    if (!ObjectMessage.isLikely(message)) {
      assertThat(read.get("message").asText()).isEqualTo(message);
    }
  }

  @Property(tries = 500)
  void aTextLineIsOneLineThatNoTerminalObeys(
      @ForAll("texts") String message, @ForAll("texts") String key) {
    Entry entry = FakeEntry.of(message).with(key, message).thrown(new Exception(message));
    LineBuffer buffer = new LineBuffer();
    new TextFormat(NONE, false).write(entry, buffer);
    byte[] bytes = buffer.copy();

    for (byte b : bytes) {
      assertThat(b >= ' ' || b < 0 || b == '\t' || b == '\r').isTrue();
      assertThat(b).isNotEqualTo((byte) 0x7f);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return trees(4);
  }

  private Arbitrary<JsonNode> trees(int deeper) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            texts().map(make::textNode),
            Arbitraries.integers().map(make::numberNode),
            Arbitraries.doubles().map(make::numberNode),
            Arbitraries.of(true, false).map(make::booleanNode),
            Arbitraries.just(make.nullNode()));
    if (deeper == 0) {
      return leaves;
    }
    Arbitrary<List<JsonNode>> below = trees(deeper - 1).list().ofMaxSize(3);
    return Arbitraries.oneOf(
        leaves,
        below.map(list -> make.arrayNode().addAll(list)),
        below.map(
            list -> {
              ObjectNode object = make.objectNode();
              list.forEach(tree -> object.set("k" + object.size(), tree));
              return object;
            }));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void aMessageThatIsAnObjectIsCopiedWithoutLoss(@ForAll("trees") JsonNode tree) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().set("tree", tree);
    String line =
        Lines.line(new JsonFormat("requestId", NONE), FakeEntry.of(object.toPrettyString()));

    assertThat(Lines.parsed(line).get("message")).isEqualTo(Lines.parsed(object.toString()));
  }

  /** Cut, doubled and changed objects: exactly those that a strict reader takes are objects. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void whatIsNoObjectIsText(@ForAll("trees") JsonNode tree, @ForAll("edits") List<Integer> edits) {
    StringBuilder text =
        new StringBuilder(JsonNodeFactory.instance.objectNode().set("tree", tree).toString());
    for (int edit : edits) {
      int at = Math.floorMod(edit, text.length());
      String some = "{}[]\":,0-.eE\\utfn \n";
      text.setCharAt(at, some.charAt(Math.floorMod(edit >> 8, some.length())));
    }
    String message = text.toString();
    JsonNode line =
        Lines.parsedOrNull(Lines.line(new JsonFormat("requestId", NONE), FakeEntry.of(message)));
    JsonNode strict = Lines.parsedOrNull(message);

    assertThat(line).isNotNull();
    assertThat(line.get("message").isObject()).isEqualTo(strict != null && strict.isObject());
  }

  @Provide
  Arbitrary<List<Integer>> edits() {
    return Arbitraries.integers().list().ofMaxSize(3);
  }

  @Property(tries = 300)
  void aKeyIsHiddenWhereThePatternIsFoundInIt(@ForAll("texts") String text) {
    Pattern pattern = Pattern.compile("[ -@]", Pattern.CASE_INSENSITIVE);
    Redaction redaction = new Redaction(pattern);
    List<String> keys = new ArrayList<>(List.of(text));
    for (int i = 0; i < 5 && i < text.length(); i++) {
      keys.add(text.substring(i));
    }
    for (int round = 0; round < 2; round++) {
      for (String key : keys) {
        assertThat(redaction.hides("x" + key + "1", 1, key.length() + 1))
            .isEqualTo(pattern.matcher(key).find());
      }
    }
  }
}
