/** The echo with what people want to see of a function: metrics, trace header, a line of log. */
package dev.nextloop.benchmarks.observed;
