package dev.nextloop.dropin;

/** A function as AWS's client takes it: any method of any class. */
public final class Unchanged {
  /** Says who answers what. */
  public String answer(String event) {
    return "from Unchanged: " + event;
  }
}
