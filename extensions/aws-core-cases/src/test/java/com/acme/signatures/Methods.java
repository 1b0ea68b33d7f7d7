package com.acme.signatures;

import com.amazonaws.services.lambda.runtime.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A handler method for each kind of parameter and result. */
public class Methods {
  private int calls;

  public String text(String in) {
    return "<" + in + "> \u00e4\u20ac\ud83d\ude00";
  }

  public int number(int in) {
    return in + 1;
  }

  public Integer boxed(Integer in, Context context) {
    return in == null ? null : in + context.getFunctionName().length();
  }

  public long wide(long in) {
    return in - 1;
  }

  public double fraction(double in) {
    return in / 3;
  }

  public boolean flag(boolean in) {
    return !in;
  }

  public char letter(char in) {
    return Character.toUpperCase(in);
  }

  public BigDecimal exact(BigDecimal in) {
    return in.add(BigDecimal.ONE);
  }

  public List<String> words(List<String> in) {
    List<String> sorted = new ArrayList<>(in);
    Collections.sort(sorted);
    return sorted;
  }

  public List<Item> items(List<Item> in, Context context) {
    in.forEach(item -> item.setName(item.getName() + "!"));
    return in;
  }

  public Map<String, Integer> counts(Map<String, Item> in) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    in.forEach((key, item) -> counts.put(key, item.getCount()));
    return counts;
  }

  public int[] array(int[] in) {
    return Arrays.stream(in).map(n -> n * n).toArray();
  }

  public byte[] bytes(byte[] in) {
    in[0]++;
    return in;
  }

  public Object any(Object in) {
    return List.of(in == null ? "none" : in.getClass().getName(), "" + in);
  }

  public Item bean(Item in, Context context) {
    System.out.println(in);
    return in;
  }

  public Point point(Point in) {
    return new Point(in.y(), in.x());
  }

  public Colour colour(Colour in) {
    return in == Colour.RED ? Colour.GREEN : Colour.RED;
  }

  public Date date(Date in) {
    return in;
  }

  public Optional<String> optional(Item in) {
    return Optional.ofNullable(in.getName());
  }

  public void nothing(Item in) {
    System.out.println("got " + in);
  }

  public Void nothingBoxed(Item in) {
    return null;
  }

  public int noArguments() {
    return ++calls;
  }

  public String onlyContext(Context context) {
    return context.getAwsRequestId();
  }

  public static String ofClass(String in) {
    return "static " + in;
  }

  public String nullText(String in) {
    return null;
  }

  public List<Item> nullList(List<Item> in) {
    return null;
  }

  public String missingContext(String in, String other) {
    return in + other;
  }

  public String contextFirst(Context context, String in) {
    return in + context.getFunctionName();
  }
}
