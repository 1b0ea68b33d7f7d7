package dev.nextloop.logging.internal.log4j;

import dev.nextloop.logging.internal.mdc.InvocationMdc;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.message.Message;

/**
 * Sets the thread's keys right before an event is made. Filters nothing. The filter's other methods
 * come to these.
 */
final class FollowingFilter extends AbstractFilter {
  private final InvocationMdc mdc;

  FollowingFilter(InvocationMdc mdc) {
    this.mdc = mdc;
  }

  private Result follow(Logger logger, Level level) {
    if (level != null && level.isMoreSpecificThan(logger.getLevel())) {
      mdc.follow();
    }
    return Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, String message, Object... arguments) {
    return follow(logger, level);
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, Object message, Throwable thrown) {
    return follow(logger, level);
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, Message message, Throwable thrown) {
    return follow(logger, level);
  }
}
