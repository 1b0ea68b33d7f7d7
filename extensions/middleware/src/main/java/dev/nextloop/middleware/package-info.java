/**
 * Middleware that functions otherwise write by hand: retries of inner calls, limits by key, a log
 * of payloads.
 */
package dev.nextloop.middleware;
