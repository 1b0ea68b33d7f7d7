package dev.nextloop.awscore.internal.fault;

/** What the owner of a function can do about a fault, where AWS's words leave that open. */
public final class Remedy {
  private static final String SERIALIZER =
      "com.amazonaws.services.lambda.runtime.CustomPojoSerializer";

  private Remedy() {}

  /** The fault and its remedy in one line. */
  public static String with(Fault fault) {
    String line = oneLine(fault.message());
    String remedy = of(fault.exception() == null ? "" : fault.exception(), line);
    return line + "; " + remedy;
  }

  private static String of(String exception, String message) {
    if (exception.endsWith("UnsupportedClassVersionError")) {
      return "compile the function for this Java version (javac --release) or take a newer runtime";
    }
    if (exception.endsWith("InstantiationException")) {
      return "the class is abstract or an interface; name a class that can be made";
    }
    if (exception.endsWith("ClassNotFoundException")) {
      return "put the class into the deployment package or one of its lib/*.jar, and check the"
          + " handler's spelling";
    }
    if (exception.endsWith("NoClassDefFoundError")) {
      return "a class that the handler needs is not in the deployment package";
    }
    if (message.startsWith("Invalid handler")) {
      return "name it package.Class or package.Class::method";
    }
    if (message.contains("zero-argument constructor") || message.contains("inner class")) {
      return "give the class a public constructor without parameters, and make it static if it"
          + " stands inside of another";
    }
    if (exception.endsWith("IllegalAccessException")) {
      return "make the class and its constructor public";
    }
    if (message.contains("type parameters") || message.contains("generic types")) {
      return "say both types, as in implements RequestHandler<Map<String, String>, String>";
    }
    if (message.contains("handler interface")) {
      return "implement RequestHandler or RequestStreamHandler, or name a method: Class::method";
    }
    if (message.startsWith("Too many serializers")) {
      return "leave one line in META-INF/services/" + SERIALIZER;
    }
    if (message.contains("method named")) {
      return "name a public method that takes an event, a Context, both or none, or streams";
    }
    return "the function's own init fails; the log has its stack trace";
  }

  private static String oneLine(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= 500 ? line : line.substring(0, 500) + "...";
  }
}
