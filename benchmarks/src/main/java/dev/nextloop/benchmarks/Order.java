package dev.nextloop.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An event as people have them: nested, with lists, texts and numbers.
 *
 * @param id name of the order
 * @param customer who ordered
 * @param items what was ordered
 */
public record Order(String id, Customer customer, List<Item> items) {

  /**
   * Who ordered.
   *
   * @param name of a person
   * @param email address
   * @param since year of the first order
   */
  public record Customer(String name, String email, int since) {}

  /**
   * One line of the order.
   *
   * @param sku what
   * @param quantity how many
   * @param price for one
   * @param gift whether it is wrapped
   */
  public record Item(String sku, int quantity, BigDecimal price, boolean gift) {}

  /** An order with this many lines; 15 of them make 1 KiB of JSON. */
  static Order of(int lines) {
    List<Item> items =
        IntStream.range(0, lines)
            .mapToObj(i -> new Item("sku-" + (1000 + i), i % 7 + 1, price(i), i % 3 == 0))
            .toList();
    return new Order("order-4711", new Customer("Zoë", "zoe@example.com", 2019), items);
  }

  private static BigDecimal price(int line) {
    return BigDecimal.valueOf(1995 + 100L * line, 2);
  }
}
