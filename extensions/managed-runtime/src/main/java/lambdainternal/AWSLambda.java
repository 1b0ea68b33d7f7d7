package lambdainternal;

/**
 * The main class of AWS's older managed Java runtimes, by name; starts AWS's client as the newer
 * ones do. The stand-in's bootstrap names it when {@code NEXTLOOP_MANAGED_MAIN} asks for it, so
 * that wrappers can be tried with both names.
 */
public final class AWSLambda {
  private AWSLambda() {}

  /**
   * Starts AWS's client; returns when that does.
   *
   * @param arguments the handler
   * @throws Throwable what AWS's client throws
   */
  public static void main(String[] arguments) throws Throwable {
    com.amazonaws.services.lambda.runtime.api.client.AWSLambda.main(arguments);
  }
}
