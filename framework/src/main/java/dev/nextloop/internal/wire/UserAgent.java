package dev.nextloop.internal.wire;

import dev.nextloop.spi.Host;

/** How the client names itself: the platform shows the first word in its telemetry. */
public final class UserAgent {
  private UserAgent() {}

  /** The name, with this library's version where the jar knows it. */
  public static String of(Host host) {
    String version = UserAgent.class.getPackage().getImplementationVersion();
    String java = host.property("java.version");
    StringBuilder name = new StringBuilder("nextloop/");
    name.append(version == null ? "dev" : version);
    return name.append(" java/").append(java).toString();
  }
}
