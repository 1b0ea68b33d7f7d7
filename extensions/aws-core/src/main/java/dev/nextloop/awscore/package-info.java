/** Unchanged handlers of AWS's Java client. */
package dev.nextloop.awscore;
