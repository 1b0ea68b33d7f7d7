package dev.nextloop.inspect.internal.code;

import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class file that was looked into.
 *
 * @param file where it stands
 * @param node all of it, without stack maps
 * @param pool what it names
 */
public record Parsed(ClassFile file, ClassNode node, ConstantPool pool) {

  /**
   * Reads a class file.
   *
   * @throws BrokenClassException when it is damaged, or of a version unknown here
   */
  static Parsed of(ClassFile file) {
    byte[] bytes = file.bytes();
    try {
      ClassReader reader = new ClassReader(bytes);
      Attributes.requireInside(reader, bytes.length);
      ClassNode node = new ClassNode();
      reader.accept(node, ClassReader.SKIP_FRAMES);
      requireNames(node);
      return new Parsed(file, node, ConstantPool.of(reader));
    } catch (RuntimeException | StackOverflowError e) {
      // The reader has no checks of its own: what is damaged shows as any of these.
      throw new BrokenClassException("it is damaged or of an unknown version", e);
    }
  }

  /**
   * The reader passes on missing names and bad descriptors; no check should have to expect them.
   */
  private static void requireNames(ClassNode node) {
    Objects.requireNonNull(node.name);
    node.interfaces.forEach(Objects::requireNonNull);
    for (FieldNode field : node.fields) {
      Objects.requireNonNull(field.name);
      Type.getType(field.desc).getSize();
    }
    for (MethodNode method : node.methods) {
      Objects.requireNonNull(method.name);
      Type.getArgumentsAndReturnSizes(method.desc);
      Type.getArgumentTypes(method.desc);
      for (AbstractInsnNode at : method.instructions) {
        if (at instanceof MethodInsnNode call) {
          Objects.requireNonNull(call.owner);
          Objects.requireNonNull(call.name);
          Type.getArgumentTypes(call.desc);
        } else if (at instanceof FieldInsnNode use) {
          Objects.requireNonNull(use.owner);
          Objects.requireNonNull(use.name);
        }
      }
    }
  }

  /** The classes that it names, with slashes. */
  Set<String> references() {
    return pool.references();
  }
}
