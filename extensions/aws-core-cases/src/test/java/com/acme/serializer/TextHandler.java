package com.acme.serializer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Answers what it got; fails on the word for it. */
public class TextHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String in, Context context) {
    return "got " + in;
  }
}
