package dev.nextloop.samples.json;

/**
 * What the customer owes.
 *
 * @param customer who pays
 * @param totalCents the sum of all items
 * @param requestId of the invocation that counted it
 */
public record Receipt(String customer, long totalCents, String requestId) {}
