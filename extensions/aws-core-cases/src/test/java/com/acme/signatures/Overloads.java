package com.acme.signatures;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;

/** Several methods of a name: the longest that is possible is called, one with a context first. */
public class Overloads {
  public String context(String in) {
    return "one parameter";
  }

  public String context(String in, Context context) {
    return "with context";
  }

  public String tooLong(String in) {
    return "one parameter";
  }

  public String tooLong(String in, String more, Context context) {
    return "three parameters";
  }

  public String tooLong(String a, String b, String c, String d) {
    return "four parameters";
  }

  public String tooLong(OutputStream out, InputStream in) {
    return "two parameters";
  }

  public String inherited(Object in) {
    return "object";
  }

  /** Overrides it, too. */
  public static class Narrower extends Overloads {
    @Override
    public String context(String in, Context context) {
      return "narrower with context";
    }

    @Override
    public String inherited(Object in) {
      return "narrower " + in;
    }
  }
}
