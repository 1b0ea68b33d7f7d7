package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which a name becomes a method, each read off the class files. */
class HandlerTest {
  @TempDir private Path function;

  private Diagnosis examine(String handler, String... sources) throws IOException {
    return Doctor.examine(Sources.compile(function, List.of(), sources), Setup.of(handler));
  }

  private static String handler(String declaration, String body) {
    return """
        package com.acme;

        import com.amazonaws.services.lambda.runtime.*;
        import java.io.*;
        import java.util.*;

        %s {
        %s
        }
        """
        .formatted(declaration, body);
  }

  @Test
  void saysYesToAPlainHandlerAndNamesItsTypes() throws IOException {
    Diagnosis said = examine("com.acme.Orders", Sources.orders(""));

    assertThat(said.findings()).isEmpty();
    assertThat(said.verdict()).isEqualTo(Verdict.YES);
    assertThat(said.signature()).isEqualTo("RequestHandler<Map<String, Object>, String>");
  }

  @Test
  void followsTypesThroughSuperclassesAndInterfaces() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders",
            "package com.acme; import com.amazonaws.services.lambda.runtime.*;"
                + " public interface Two<B, A> extends RequestHandler<A, B> {}",
            handler(
                "public abstract class Base<T> implements Two<T, List<T>>",
                "public T handleRequest(List<T> in, Context c) { return in.get(0); }"),
            "package com.acme; public class Orders extends Base<Integer> {}");

    assertThat(said.findings()).isEmpty();
    assertThat(said.signature()).isEqualTo("RequestHandler<List<T>, Integer>");
  }

  @Test
  void saysNoToATypeThatIsLeftOpenOrLeftOut() throws IOException {
    String open =
        handler(
            "public class Orders<T> implements RequestHandler<T, String>",
            "public String handleRequest(T in, Context c) { return null; }");
    String raw =
        handler(
            "public class Raw implements RequestHandler",
            "public Object handleRequest(Object in, Context c) { return null; }");

    assertThat(only(examine("com.acme.Orders", open)).what()).contains("leaves a type", "T");
    assertThat(only(examine("com.acme.Raw", raw)).what()).contains("without types");
    String bound = open.replace("Orders<T>", "Bound<T extends Number>");
    assertThat(examine("com.acme.Bound", bound).findings()).isEmpty();
  }

  private static Finding only(Diagnosis said) {
    assertThat(said.findings()).hasSize(1);
    assertThat(said.verdict()).isEqualTo(Verdict.NO);
    return said.findings().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public class Orders { Orders() {} public void run() {} } | no public constructor",
        "public class Orders { public Orders(int i) {} public void run() {} } | no public constructor",
        "public abstract class Orders { public void run() {} } | abstract",
        "public interface Orders { void run(); } | interface",
        "class Orders { public Orders() {} public void run() {} } | not public",
        "public class Orders { void run() {} } | no public method",
        "public class Orders { public void run(int a, int b) {} } | no signature fits: run(int, int)",
        "public class Orders { public void run(int a, int b, int c, int d) {} } | no signature fits"
      })
  void saysNoToAClassThatCannotBeCalled(String source, String what) throws IOException {
    Files.createDirectories(function);

    Finding finding = only(examine("com.acme.Orders::run", "package com.acme; " + source));

    assertThat(finding.what()).contains(what);
    assertThat(finding.where().type()).isEqualTo("com.acme.Orders");
    assertThat(finding.remedy()).isNotBlank();
  }

  @Test
  void takesAStaticMethodOfAClassThatCannotBeMade() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders::run",
            handler("public abstract class Orders", "public static int run(int n) { return n; }"));

    assertThat(said.findings()).isEmpty();
    assertThat(said.signature()).isEqualTo("run(int)");
  }

  @Test
  void toldApartInnerAndNestedClasses() throws IOException {
    String source =
        handler(
            "public class Orders",
            "public class Inner { public void run() {} }"
                + "public static class Nested { public void run() {} }"
                + "private static class Hidden { public Hidden() {} public void run() {} }");

    assertThat(only(examine("com.acme.Orders$Inner::run", source)).what()).contains("inner class");
    assertThat(examine("com.acme.Orders$Nested::run", source).findings()).isEmpty();
    assertThat(only(examine("com.acme.Orders$Hidden::run", source)).what()).contains("not public");
  }

  @Test
  void prefersMoreParametersAndAContextAmongOverloads() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders::run",
            handler(
                "public class Orders",
                "public void run(Map<String, Object> in) {}"
                    + "public void run(Map<String, Object> in, Context c) {}"
                    + "public void run(InputStream in, OutputStream out) {}"));

    assertThat(said.findings()).isEmpty();
    assertThat(said.signature()).isEqualTo("run(Map, Context)");
  }

  @Test
  void namesMethodsThatFitEquallyWell() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders::run",
            handler(
                "public class Orders",
                "public void run(String in, Context c) {}\npublic void run(Integer in, Context c) {}"));

    Finding finding = said.findings().get(0);
    assertThat(finding.rule()).isEqualTo(Rule.HANDLER_AMBIGUOUS);
    assertThat(finding.what()).contains("run(String, Context)", "run(Integer, Context)");
    assertThat(finding.where().line()).isPositive();
    assertThat(said.verdict()).isEqualTo(Verdict.WITH_CHANGES);
  }

  @Test
  void countsNoBridgeAsASecondMethod() throws IOException {
    Diagnosis said = examine("com.acme.Orders::handleRequest", Sources.orders(""));

    assertThat(said.findings()).isEmpty();
    assertThat(said.signature()).isEqualTo("handleRequest(Map, Context)");
  }

  @Test
  void namesOverloadsThatArePassedOver() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders::run",
            handler(
                "public class Orders",
                "public void run(int a, int b, int c) {} public void run(int a) {}"));

    assertThat(said.findings()).extracting(Finding::rule).containsExactly(Rule.HANDLER_OVERLOAD);
    assertThat(said.findings().get(0).why()).contains("run(int)");
    assertThat(said.verdict()).isEqualTo(Verdict.YES);
  }

  @Test
  void findsMethodsThatAreInherited() throws IOException {
    Diagnosis said =
        examine(
            "com.acme.Orders::run",
            "package com.acme; public class Base { public String run(String s) { return s; } }",
            "package com.acme; public class Orders extends Base {}");

    assertThat(said.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'::run'", "'com.acme.Orders::'", "''"})
  void saysWhatANameLacks(String handler) throws IOException {
    assertThat(only(examine(handler, Sources.orders(""))).rule()).isEqualTo(Rule.HANDLER_NAME);
  }

  @Test
  void suggestsAClassOfTheSameName() throws IOException {
    Finding finding = only(examine("com.other.Orders", Sources.orders("")));

    assertThat(finding.rule()).isEqualTo(Rule.HANDLER_CLASS_MISSING);
    assertThat(finding.remedy()).isEqualTo("did you mean com.acme.Orders?");
  }

  @Test
  void namesASuperclassThatIsElsewhere() throws IOException {
    Sources.compile(
        function,
        List.of(),
        "package org.base; public class Base { public void run() {} }",
        "package com.acme; public class Orders extends org.base.Base {}");
    Files.delete(function.resolve("org/base/Base.class"));

    Diagnosis said = Doctor.examine(function, Setup.of("com.acme.Orders::run"));

    assertThat(said.findings())
        .extracting(Finding::rule)
        .contains(Rule.HANDLER_SUPERCLASS, Rule.HANDLER_METHOD);
    assertThat(said.findings().get(1).what()).contains("org.base.Base");
  }

  @Test
  void listsWhatMayBeMeantWhereNoHandlerIsNamed() throws IOException {
    Sources.compile(
        function,
        List.of(),
        Sources.orders(""),
        "package com.acme; public class Other {}",
        "package com.acme; public abstract class Half implements"
            + " com.amazonaws.services.lambda.runtime.RequestStreamHandler {}");

    assertThat(Doctor.handlers(function, List.of())).containsExactly("com.acme.Orders");
  }
}
