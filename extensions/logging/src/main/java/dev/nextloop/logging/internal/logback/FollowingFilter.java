package dev.nextloop.logging.internal.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import org.slf4j.Marker;

/** Sets the thread's keys right before an event is made. Filters nothing. */
final class FollowingFilter extends TurboFilter {
  private final InvocationMdc mdc;

  FollowingFilter(InvocationMdc mdc) {
    this.mdc = mdc;
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    if (level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      mdc.follow();
    }
    return FilterReply.NEUTRAL;
  }
}
