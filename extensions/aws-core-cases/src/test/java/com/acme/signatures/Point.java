package com.acme.signatures;

/** A record, which has neither a default constructor nor setters. */
public record Point(int x, int y) {}
