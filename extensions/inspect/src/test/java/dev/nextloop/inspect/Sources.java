package dev.nextloop.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Functions that a test writes down, compiled into a directory of their own. */
final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum) (\\w+)");

  private Sources() {}

  /** Compiles sources for Java 17, with AWS's core library and what is given on the class path. */
  static Path compile(Path classes, List<Path> classPath, String... sources) throws IOException {
    Path directory = Files.createTempDirectory(Files.createDirectories(classes), "source");
    List<String> command = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-g"));
    String others =
        String.join(":", classPath.stream().map(Path::toString).toList())
            + ":"
            + System.getProperty("java.class.path");
    command.addAll(List.of("--release", "17", "-nowarn", "-cp", classes + ":" + others));
    for (String source : sources) {
      Path file = directory.resolve(name(source).replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      command.add(Files.writeString(file, source).toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, said, command.toArray(new String[0]));
    assertThat(status).as(said.toString(UTF_8)).isZero();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    return classes;
  }

  private static String name(String source) {
    Matcher in = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    assertThat(type.find()).as(source).isTrue();
    return (in.find() ? in.group(1) + "." : "") + type.group(1);
  }

  /** A handler class {@code com.acme.Orders} with this body. */
  static String orders(String body) {
    return """
        package com.acme;

        import com.amazonaws.services.lambda.runtime.*;
        import java.io.*;
        import java.util.*;

        public class Orders implements RequestHandler<Map<String, Object>, String> {
          @Override
          public String handleRequest(Map<String, Object> event, Context context) {
            return "ok";
          }
        %s
        }
        """
        .formatted(body);
  }
}
