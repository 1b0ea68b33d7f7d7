package dev.nextloop.samples.json;

import java.util.List;

/**
 * What a customer wants.
 *
 * @param customer who pays
 * @param items what for; null counts as none
 */
public record Order(String customer, List<Item> items) {

  /** An absent list is an empty one. */
  public Order {
    items = items == null ? List.of() : List.copyOf(items);
  }

  /**
   * One line of the order.
   *
   * @param name of the thing
   * @param cents price of one
   * @param count how many
   */
  public record Item(String name, long cents, int count) {}
}
