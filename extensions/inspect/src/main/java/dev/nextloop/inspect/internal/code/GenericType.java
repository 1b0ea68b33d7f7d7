package dev.nextloop.inspect.internal.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * A type as a class's signature names it.
 *
 * @param name the class with slashes, a primitive's letter, or a variable's name
 * @param variable whether it is a type variable
 * @param arguments of the class; empty for a raw or plain one
 */
record GenericType(String name, boolean variable, List<GenericType> arguments) {

  /**
   * What a class's signature says.
   *
   * @param formals its type variables, in order, to whether they have a bound besides Object
   * @param supers superclass and interfaces
   */
  record Declared(List<String> formals, Map<String, Boolean> bounded, List<GenericType> supers) {}

  /**
   * Reads a class signature (JVMS 4.7.9.1).
   *
   * @throws BrokenClassException when it is none
   */
  static Declared declared(String signature) {
    ClassSignature visitor = new ClassSignature();
    try {
      new SignatureReader(signature).accept(visitor);
    } catch (RuntimeException | StackOverflowError e) {
      throw new BrokenClassException("its signature is damaged", e);
    }
    return new Declared(
        visitor.formals, visitor.bounded, visitor.supers.stream().map(Node::type).toList());
  }

  /** Simple names, as people write it: {@code Map<String, Object>}. */
  String words() {
    String simple = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    return arguments.isEmpty()
        ? simple
        : simple
            + String.join(", ", arguments.stream().map(GenericType::words).toList())
                .transform(a -> "<" + a + ">");
  }

  private static final class ClassSignature extends SignatureVisitor {
    private final List<String> formals = new ArrayList<>();
    private final Map<String, Boolean> bounded = new HashMap<>();
    private final List<Node> supers = new ArrayList<>();

    ClassSignature() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      formals.add(name);
      bounded.put(name, false);
    }

    @Override
    public SignatureVisitor visitClassBound() {
      return bound();
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
      return bound();
    }

    private SignatureVisitor bound() {
      String formal = formals.get(formals.size() - 1);
      return new SignatureVisitor(Opcodes.ASM9) {
        @Override
        public void visitClassType(String name) {
          bounded.merge(formal, !name.equals("java/lang/Object"), Boolean::logicalOr);
        }

        @Override
        public void visitTypeVariable(String name) {
          bounded.put(formal, true);
        }
      };
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      return superType();
    }

    @Override
    public SignatureVisitor visitInterface() {
      return superType();
    }

    private SignatureVisitor superType() {
      Node node = new Node();
      supers.add(node);
      return node;
    }
  }

  /** Builds one type from the parts of its signature. */
  private static final class Node extends SignatureVisitor {
    private final List<Node> arguments = new ArrayList<>();
    private String name = "";
    private boolean variable;

    Node() {
      super(Opcodes.ASM9);
    }

    GenericType type() {
      return new GenericType(name, variable, arguments.stream().map(Node::type).toList());
    }

    @Override
    public void visitBaseType(char descriptor) {
      name += descriptor;
    }

    @Override
    public void visitTypeVariable(String formal) {
      name += formal;
      // An array of a variable's type is no variable itself.
      variable = name.equals(formal);
    }

    @Override
    public SignatureVisitor visitArrayType() {
      name += "[]";
      return this;
    }

    @Override
    public void visitClassType(String type) {
      name += type;
    }

    @Override
    public void visitInnerClassType(String inner) {
      name += "$" + inner;
      arguments.clear();
    }

    @Override
    public void visitTypeArgument() {
      Node any = new Node();
      any.name = "?";
      arguments.add(any);
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      Node argument = new Node();
      arguments.add(argument);
      return argument;
    }
  }
}
