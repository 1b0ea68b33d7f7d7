/** For those who write their own {@code log4j2.xml}. */
package dev.nextloop.logging.log4j;
