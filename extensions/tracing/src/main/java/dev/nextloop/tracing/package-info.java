/**
 * X-Ray: trace headers on outgoing calls, and subsegments sent to the X-Ray daemon. {@link
 * dev.nextloop.tracing.TracingSetup} puts the parts together.
 */
package dev.nextloop.tracing;
