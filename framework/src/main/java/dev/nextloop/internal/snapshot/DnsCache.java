package dev.nextloop.internal.snapshot;

import java.lang.reflect.Field;
import java.net.InetAddress;
import java.security.Security;
import java.util.Collection;
import java.util.Map;

/**
 * What the JDK remembers of names. Its entries die by the monotonic clock, which may stand still in
 * a snapshot: they would be alive in each copy, months later.
 *
 * <p>The JDK offers no way to clear them. With {@code --add-opens=java.base/java.net=ALL-UNNAMED}
 * they are cleared all the same; without it they are made to live for one second only, which takes
 * effect when no name has been looked up yet.
 */
public final class DnsCache {
  private static final String TTL = "networkaddress.cache.ttl";
  private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
  private static final String NEGATIVE_DEFAULT = "10";

  private DnsCache() {}

  /** Call before the first look-up. Whoever has set a time of life keeps it. */
  public static void expireSoon() {
    if (isOpen()) {
      return;
    }
    if (Security.getProperty(TTL) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(TTL, "1");
    }
    if (NEGATIVE_DEFAULT.equals(Security.getProperty(NEGATIVE_TTL))) {
      Security.setProperty(NEGATIVE_TTL, "1");
    }
  }

  private static boolean isOpen() {
    return InetAddress.class.getModule().isOpen("java.net", DnsCache.class.getModule());
  }

  /** Forgets all names, where the JDK lets it. */
  static boolean clear() {
    if (!isOpen()) {
      return false;
    }
    try {
      // A look-up begins with the second; an entry that is in one of them only does no harm.
      ((Map<?, ?>) value("cache")).clear();
      ((Collection<?>) value("expirySet")).clear();
      return true;
    } catch (ReflectiveOperationException | ClassCastException otherJdk) {
      return false;
    }
  }

  private static Object value(String name) throws ReflectiveOperationException {
    Field field = InetAddress.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }
}
