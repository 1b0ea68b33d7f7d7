/** For those who write their own {@code logback.xml}. */
package dev.nextloop.logging.logback;
