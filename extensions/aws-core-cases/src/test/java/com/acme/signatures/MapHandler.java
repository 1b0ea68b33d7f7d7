package com.acme.signatures;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;

/** The handler that most examples show. */
public class MapHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> in, Context context) {
    Map<String, Object> out = new TreeMap<>(in);
    out.put("type", in.getClass().getName());
    return out;
  }
}
