package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code before the first event makes that a snapshot would keep. */
class SnapshotTest {
  private static final Setup ORDERS = Setup.of("com.acme.Orders").withSnapStart();
  private static final String[] CRAC = {
    "package org.crac; public interface Resource {}",
    "package org.crac; public abstract class Context<R> {"
        + " public abstract void register(Resource r); }",
    "package org.crac; public class Core {"
        + " public static Context<Resource> getGlobalContext() { return null; } }",
    "package com.acme; public class Pool implements org.crac.Resource {}"
  };

  @TempDir private Path temp;

  private Diagnosis examine(String... sources) throws IOException {
    return Doctor.examine(Sources.compile(temp, List.of(), sources), ORDERS);
  }

  @Test
  void namesEachHazardOfStaticsAndTheConstructor() throws IOException {
    Diagnosis said =
        examine(
            Sources.orders(
                """
                static final Random RANDOM = new Random();
                static final String ID = UUID.randomUUID().toString();
                final java.time.Instant started = java.time.Instant.now();
                final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
                final java.util.concurrent.Executor pool =
                    java.util.concurrent.Executors.newFixedThreadPool(2);
                public Orders() throws IOException {
                  new java.net.Socket("localhost", 1).close();
                  System.getenv("AWS_SECRET_ACCESS_KEY");
                }
                """));

    assertThat(said.findings())
        .extracting(finding -> finding.rule() + " " + finding.where().member())
        .containsExactly(
            "SNAPSHOT_RANDOM <clinit>",
            "SNAPSHOT_RANDOM <clinit>",
            "SNAPSHOT_TIME <init>",
            "SNAPSHOT_CONNECTION <init>",
            "SNAPSHOT_CONNECTION <init>",
            "SNAPSHOT_THREAD <init>",
            "SNAPSHOT_CREDENTIALS <init>");
    assertThat(said.findings().get(0).what())
        .isEqualTo("made before the first event: new Random, kept in RANDOM");
    assertThat(said.verdict()).isEqualTo(Verdict.WITH_CHANGES);
  }

  @Test
  void followsWhatTheStartCallsAndLeavesEventsAlone() throws IOException {
    Diagnosis said =
        examine(
            "package com.acme; public class Ids {"
                + " public static String next() { return java.util.UUID.randomUUID().toString(); }"
                + " public static String later() { return java.util.UUID.randomUUID().toString(); } }",
            Sources.orders("final String id = Ids.next(); String other() { return Ids.later(); }"));

    assertThat(said.findings())
        .extracting(finding -> finding.where().type() + "." + finding.where().member())
        .containsExactly("com.acme.Ids.next");
  }

  @Test
  void onlyNotesThemWithoutSnapStart() throws IOException {
    Path function =
        Sources.compile(temp, List.of(), Sources.orders("static final Random R = new Random();"));

    Diagnosis said = Doctor.examine(function, Setup.of("com.acme.Orders"));

    assertThat(said.findings()).extracting(Finding::level).containsExactly(Level.NOTE);
    assertThat(said.verdict()).isEqualTo(Verdict.YES);
  }

  private List<Finding> resources(String body) throws IOException {
    String[] sources = java.util.Arrays.copyOf(CRAC, CRAC.length + 1);
    sources[CRAC.length] = Sources.orders(body);
    return examine(sources).findings();
  }

  @Test
  void namesAResourceThatOnlyTheContextHolds() throws IOException {
    String register = "org.crac.Core.getGlobalContext().register(";

    assertThat(resources("public Orders() { " + register + "new Pool()); }"))
        .extracting(Finding::rule)
        .containsExactly(Rule.SNAPSHOT_RESOURCE);
    assertThat(resources("public Orders() { Pool p = new Pool(); " + register + "p); }"))
        .hasSize(1);
  }

  @Test
  void isContentWithAResourceThatAFieldHolds() throws IOException {
    String register = "org.crac.Core.getGlobalContext().register(";

    assertThat(resources("Pool p; public Orders() { " + register + "p = new Pool()); }")).isEmpty();
    assertThat(
            resources(
                "Pool p; public Orders() { Pool n = new Pool(); p = n; " + register + "n); }"))
        .isEmpty();
    assertThat(resources("Pool p = new Pool(); public Orders() { " + register + "p); }")).isEmpty();
    assertThat(resources("public Orders() {} void hold(Pool p) { " + register + "p); }")).isEmpty();
  }
}
