/** Outgoing HTTP calls of a function: what a freeze and a deadline do to them. */
package dev.nextloop.webclient;
