/** The command that runs the function on a local Lambda and shows what it tells of itself. */
package dev.nextloop.samples.observability.show;
