/**
 * The function of {@code bin/compare drop-in}: handlers of AWS's interfaces, and nothing of ours.
 */
package dev.nextloop.benchmarks.dropin;
