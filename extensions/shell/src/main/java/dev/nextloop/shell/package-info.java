/** Shell functions as handlers. */
package dev.nextloop.shell;
