package dev.nextloop.samples.observability;

/**
 * What the customer gets.
 *
 * @param article as the shop calls it
 * @param cents what all of them cost
 */
public record Receipt(String article, long cents) {}
