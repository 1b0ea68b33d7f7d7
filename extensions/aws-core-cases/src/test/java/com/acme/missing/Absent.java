package com.acme.missing;

/** In the test's class path and in no task root. */
public class Absent {
  @Override
  public String toString() {
    return "absent";
  }
}
