package dev.nextloop.samples.observability;

/**
 * What a customer wants.
 *
 * @param article as the shop calls it
 * @param count how many
 */
public record Order(String article, int count) {}
