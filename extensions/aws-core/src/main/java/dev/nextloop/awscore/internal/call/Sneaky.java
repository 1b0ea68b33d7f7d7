package dev.nextloop.awscore.internal.call;

/** Throws checked exceptions where the signature has none, as code behind reflection must. */
public final class Sneaky {
  private Sneaky() {}

  /** Throws what it is given; has a result for a {@code throw} to stand before, never returns. */
  public static RuntimeException thrown(Throwable any) {
    return Sneaky.<RuntimeException>as(any);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <T extends Throwable> RuntimeException as(Throwable any) throws T {
    throw (T) any;
  }
}
