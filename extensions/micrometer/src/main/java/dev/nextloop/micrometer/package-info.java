/**
 * Metrics of a client for any Micrometer registry, and a registry that writes them to the log in
 * CloudWatch's embedded metric format.
 */
package dev.nextloop.micrometer;
