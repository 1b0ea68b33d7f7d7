/**
 * The same functions on AWS's own Java client and on Nextloop, each in a process of its own.
 *
 * <p>A line of {@code cases.csv} is an event for a function of {@code com.acme}; {@code
 * differences.csv} names what differs in all of them. Anything else that differs fails, and so does
 * a listed difference that is none any more. What came of each case lies in {@code
 * target/outcomes}.
 */
package dev.nextloop.awscore.cases;
