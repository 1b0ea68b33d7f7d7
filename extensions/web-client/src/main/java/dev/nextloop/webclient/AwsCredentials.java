package dev.nextloop.webclient;

/**
 * What AWS's requests are signed with.
 *
 * @param accessKeyId not empty
 * @param secretAccessKey not empty; never shown
 * @param sessionToken null for credentials of a user's own; never shown
 */
public record AwsCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {
  /** Checks that there is something to sign with. */
  public AwsCredentials {
    check("accessKeyId", accessKeyId);
    check("secretAccessKey", secretAccessKey);
  }

  private static void check(String name, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          name + " is missing; credentials need accessKeyId and secretAccessKey");
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "AwsCredentials[" + accessKeyId + "]";
  }
}
