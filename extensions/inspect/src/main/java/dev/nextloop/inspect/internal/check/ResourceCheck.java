package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.Parsed;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * CRaC resources that only the context holds, and it only weakly: they are registered where they
 * are made, and put nowhere else.
 */
public final class ResourceCheck implements Check {
  /** Values of all stack maps of a method together; more is no code that people write. */
  private static final long MAX_VALUES = 4_000_000;

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    for (Parsed type : function.own()) {
      for (MethodNode method : type.node().methods) {
        for (AbstractInsnNode at : method.instructions) {
          if (registers(at) && isLost(type, method, at)) {
            findings.accept(
                new Finding(
                    Rule.SNAPSHOT_RESOURCE,
                    function.setup().ifSnapStart(),
                    type.file().place(method.name, Lines.of(at)),
                    "a CRaC resource is registered that nothing else holds",
                    "the context holds resources weakly: it may be gone before the snapshot, and"
                        + " its methods are not called then",
                    "keep it in a field of the handler, or register the handler itself"));
          }
        }
      }
    }
  }

  private static boolean registers(AbstractInsnNode at) {
    return at instanceof MethodInsnNode call
        && call.owner.equals("org/crac/Context")
        && call.name.equals("register");
  }

  private static boolean isLost(Parsed type, MethodNode method, AbstractInsnNode register) {
    if ((long) (method.maxLocals + method.maxStack) * method.instructions.size() > MAX_VALUES) {
      return false;
    }
    try {
      Frame<SourceValue>[] frames =
          new Analyzer<>(new SourceInterpreter()).analyze(type.node().name, method);
      Frame<SourceValue> frame = frames[method.instructions.indexOf(register)];
      if (frame == null) {
        return false;
      }
      SourceValue resource = frame.getStack(frame.getStackSize() - 1);
      return !resource.insns.isEmpty()
          && resource.insns.stream().allMatch(source -> isLost(method, source));
    } catch (AnalyzerException | RuntimeException e) {
      // Code that the JVM's verifier would refuse says nothing of resources.
      return false;
    }
  }

  private static boolean isLost(MethodNode method, AbstractInsnNode source) {
    if (source instanceof VarInsnNode load && source.getOpcode() == Opcodes.ALOAD) {
      return load.var >= firstLocal(method)
          && uses(method, load.var).size() == 1
          && madeInto(method, load.var);
    }
    return source instanceof InvokeDynamicInsnNode || isNew(source);
  }

  /** NEW itself, or the DUP behind it that leaves one for the constructor and one for the call. */
  private static boolean isNew(AbstractInsnNode source) {
    AbstractInsnNode made = source.getOpcode() == Opcodes.DUP ? source.getPrevious() : source;
    return made != null && made.getOpcode() == Opcodes.NEW;
  }

  private static int firstLocal(MethodNode method) {
    int size = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    for (org.objectweb.asm.Type type : org.objectweb.asm.Type.getArgumentTypes(method.desc)) {
      size += type.getSize();
    }
    return size;
  }

  private static Set<AbstractInsnNode> uses(MethodNode method, int variable) {
    Set<AbstractInsnNode> loads = new HashSet<>();
    for (AbstractInsnNode at : method.instructions) {
      if (at.getOpcode() == Opcodes.ALOAD && ((VarInsnNode) at).var == variable) {
        loads.add(at);
      }
    }
    return loads;
  }

  /** Whether the variable gets an object that was made for it alone. */
  private static boolean madeInto(MethodNode method, int variable) {
    for (AbstractInsnNode at : method.instructions) {
      if (at.getOpcode() == Opcodes.ASTORE && ((VarInsnNode) at).var == variable) {
        AbstractInsnNode before = at.getPrevious();
        boolean made =
            before instanceof InvokeDynamicInsnNode
                || (before instanceof MethodInsnNode call && call.name.equals("<init>"));
        if (!made) {
          return false;
        }
      }
    }
    return true;
  }
}
