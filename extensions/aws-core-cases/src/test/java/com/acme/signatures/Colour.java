package com.acme.signatures;

/** Values of an enumeration go by their names. */
public enum Colour {
  RED,
  GREEN
}
