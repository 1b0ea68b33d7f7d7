/** Log lines as Lambda wants them, with the ids of their invocation. */
package dev.nextloop.logging;
