/**
 * OpenTelemetry spans of invocations and of the calls that they make, sent before the process may
 * be frozen.
 */
package dev.nextloop.opentelemetry;
