package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Setup;
import dev.nextloop.inspect.internal.code.ClassPath;
import dev.nextloop.inspect.internal.code.FunctionFiles;
import dev.nextloop.inspect.internal.code.HandlerName;
import dev.nextloop.inspect.internal.code.OwnCode;
import dev.nextloop.inspect.internal.code.Parsed;
import java.io.IOException;
import java.util.List;

/**
 * A function under examination.
 *
 * @param setup how it is run
 * @param files its jars
 * @param classes its classes
 * @param handler what the handler's name says
 * @param own its author's classes
 */
public record Case(
    Setup setup, FunctionFiles files, ClassPath classes, HandlerName handler, List<Parsed> own) {

  /** Lists the function's classes and reads its author's. */
  public static Case of(FunctionFiles files, Setup setup) throws IOException {
    ClassPath classes = new ClassPath(files);
    HandlerName handler = HandlerName.of(setup.handler());
    return new Case(setup, files, classes, handler, OwnCode.of(classes, handler.internalName()));
  }
}
