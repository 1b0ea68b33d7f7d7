package com.acme.signatures;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Handlers whose types stand somewhere above them. */
public final class Generic {
  private Generic() {}

  /** Two parameters in an order of its own. */
  public abstract static class Swapped<O, I> implements RequestHandler<I, O> {
    @Override
    public O handleRequest(I in, Context context) {
      System.out.println(in.getClass().getName());
      return answer(in);
    }

    abstract O answer(I in);
  }

  /** Names them. */
  public static class Inherited extends Swapped<List<Item>, Item> {
    @Override
    List<Item> answer(Item in) {
      return List.of(in, in);
    }
  }

  /** One that is bounded only. */
  public static class Bounded<T extends Item> implements RequestHandler<T, T> {
    @Override
    public T handleRequest(T in, Context context) {
      return in;
    }
  }

  /** One that says nothing. */
  public static class Unbounded<T> implements RequestHandler<T, String> {
    @Override
    public String handleRequest(T in, Context context) {
      return "" + in;
    }
  }

  /** Without any. */
  @SuppressWarnings("rawtypes") // what it is about
  public static class Raw implements RequestHandler {
    @Override
    public Object handleRequest(Object in, Context context) {
      return in;
    }
  }

  /** A default method of an interface. */
  public interface Polite extends RequestHandler<String, String> {
    @Override
    default String handleRequest(String in, Context context) {
      return "dear " + in;
    }
  }

  /** Has nothing of its own. */
  public static class ByDefault implements Polite {}
}
