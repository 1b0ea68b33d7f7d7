package com.acme.errors;

import com.acme.missing.Absent;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Classes that can't be handlers. */
public final class Faulty {
  private Faulty() {}

  /** Answers what it is given. */
  public abstract static class Echo implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String in, Context context) {
      return in;
    }
  }

  /** Fails when it is initialized. */
  public static class InStaticInit extends Echo {
    static final int PORT = Integer.parseInt("not a port");
  }

  /** Fails when it is made. */
  public static class InConstructor extends Echo {
    public InConstructor() {
      throw new IllegalStateException("no table", new IllegalArgumentException("TABLE"));
    }
  }

  /** Fails when it is made, and does not say why. */
  public static class InConstructorSilently extends Echo {
    public InConstructorSilently() {
      throw new IllegalStateException();
    }
  }

  /** Ends the process when it is made. */
  public static class ExitsInConstructor extends Echo {
    public ExitsInConstructor() {
      System.out.println("leaving");
      System.exit(9);
    }
  }

  /** Can't be made from outside. */
  public static class Private extends Echo {
    private Private() {}

    static Private made() {
      return new Private();
    }
  }

  /** Can't be made without an argument. */
  public static class WithArgument extends Echo {
    public WithArgument(String table) {
      System.out.println(table);
    }
  }

  /** Isn't public itself. */
  static class Hidden extends Echo {
    public Hidden() {}
  }

  /** Belongs to another object. */
  @SuppressWarnings("ClassCanBeStatic") // what it is about
  public class Inner extends Echo {}

  /** No handler's interface. */
  public static class Plain {
    public String handle(String in) {
      return in;
    }

    String notPublic(String in) {
      return in;
    }
  }

  /** Names a class that is not there. */
  public static class Incomplete extends Echo {
    public Absent absent(Absent in) {
      return in;
    }
  }

  /** Needs a class that is not there. */
  public static class OnAbsent extends Absent implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String in, Context context) {
      return in;
    }
  }
}
