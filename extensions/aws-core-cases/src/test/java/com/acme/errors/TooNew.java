package com.acme.errors;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Its class file says, in the task root, that it is of a Java version to come. */
public class TooNew implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String in, Context context) {
    return in;
  }
}
