package dev.nextloop.samples.observability.show;

/**
 * Colours of a terminal.
 *
 * @param colours false for none
 */
record Ink(boolean colours) {
  String bold(String text) {
    return paint("1", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String call(String text) {
    return paint("36", text);
  }

  String own(String text) {
    return paint("32", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
