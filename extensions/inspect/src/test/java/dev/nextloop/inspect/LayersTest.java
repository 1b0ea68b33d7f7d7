package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.packaging.Contents;
import dev.nextloop.packaging.PackageOptions;
import dev.nextloop.packaging.PackageWriter;
import dev.nextloop.packaging.UnreadableZipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that stand in /opt/java/lib. */
class LayersTest {
  private static final Setup ORDERS = Setup.of("com.acme.Orders");
  private static final String BASE =
      """
      package com.acme.base;

      import com.amazonaws.services.lambda.runtime.*;
      import java.util.*;

      public abstract class Base implements RequestHandler<Map<String, Object>, String> {
        %s
        @Override
        public String handleRequest(Map<String, Object> event, Context context) {
          %s
          return "ok";
        }
      }
      """;
  private static final String ORDERS_ON_BASE =
      "package com.acme; public class Orders extends com.acme.base.Base { }";

  @TempDir private Path temp;

  /** A directory as it is unpacked to /opt, with one jar. */
  private Path layer(String name, String jar, String field, String body) throws IOException {
    Path classes =
        Sources.compile(temp.resolve(name + "-classes"), List.of(), BASE.formatted(field, body));
    Path lib = Files.createDirectories(temp.resolve(name).resolve("java/lib"));
    zip(classes, lib.resolve(jar));
    return temp.resolve(name);
  }

  private static Path zip(Path directory, Path zip) throws IOException {
    return PackageWriter.write(new Contents().tree("", directory), zip, PackageOptions.LAMBDA)
        .file();
  }

  private Path function() throws IOException {
    return Sources.compile(
        temp.resolve("function"), List.of(temp.resolve("a-classes")), ORDERS_ON_BASE);
  }

  @Test
  void looksIntoTheJarsOfALayerZippedOrNot() throws IOException {
    Path layer = layer("a", "base.jar", "static int n;", "n++; System.exit(1);");
    Path function = function();

    Diagnosis without = Doctor.examine(function, ORDERS);
    Diagnosis with = Doctor.examine(function, List.of(layer), ORDERS);

    assertThat(without.findings())
        .filteredOn(finding -> finding.rule() == Rule.HANDLER_SUPERCLASS)
        .singleElement()
        .extracting(Finding::remedy)
        .asString()
        .contains("--layer");
    assertThat(without.verdict()).isEqualTo(Verdict.NO);
    assertThat(with.findings())
        .extracting(Finding::rule)
        .contains(Rule.EXIT, Rule.MUTABLE_STATIC)
        .doesNotContain(Rule.HANDLER_SUPERCLASS, Rule.HANDLER_INTERFACE);
    assertThat(with.findings())
        .extracting(finding -> finding.where().file())
        .containsOnly("/opt/java/lib/base.jar");
    assertThat(Doctor.examine(function, List.of(zip(layer, temp.resolve("a.zip"))), ORDERS))
        .isEqualTo(with);
  }

  @Test
  void ofTwoJarsOfOneNameThatOfTheLaterLayerCounts() throws IOException {
    Path one = layer("a", "base.jar", "", "System.exit(1);");
    Path other = layer("b", "base.jar", "", "");
    Path function = function();

    assertThat(Doctor.examine(function, List.of(one, other), ORDERS).findings()).isEmpty();
    assertThat(Doctor.examine(function, List.of(other, one), ORDERS).findings()).isNotEmpty();
  }

  @Test
  void ofTwoClassesOfOneNameThatOfTheFunctionCounts() throws IOException {
    Path layer = layer("a", "base.jar", "", "System.exit(1);");
    Path function = function();
    Files.createDirectories(function.resolve("lib"));
    Path harmless = Sources.compile(temp.resolve("harmless"), List.of(), BASE.formatted("", ""));
    zip(harmless, function.resolve("lib/base.jar"));

    assertThat(Doctor.examine(function, List.of(layer), ORDERS).findings()).isEmpty();
  }

  @Test
  void findsTheOneHandlerByItsSuperclassInALayer() throws IOException {
    Path layer = layer("a", "base.jar", "", "");
    Path function = function();

    assertThat(Doctor.handlers(function, List.of())).isEmpty();
    assertThat(Doctor.handlers(function, List.of(layer))).containsExactly("com.acme.Orders");
  }

  @Test
  void goesOnWithoutADamagedJarOfALayerButNotWithoutTheLayer() throws IOException {
    Path layer = layer("a", "base.jar", "", "");
    Path function = function();
    Files.writeString(layer.resolve("java/lib/broken.jar"), "no zip");
    Path noZip = Files.writeString(temp.resolve("layer.zip"), "no zip");

    assertThat(Doctor.examine(function, List.of(layer), ORDERS).findings())
        .extracting(finding -> finding.rule() + " " + finding.where().file())
        .containsExactly("JAR_UNREADABLE /opt/java/lib/broken.jar");
    assertThatThrownBy(() -> Doctor.examine(function, List.of(noZip), ORDERS))
        .isInstanceOf(UnreadableZipException.class);
  }
}
