package dev.nextloop.awscore.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs all cases on the clients, two processes at a time, and keeps what came of them. */
final class Runs implements AutoCloseable {
  private static final int AT_A_TIME = 2;
  private static final long LIMIT_SECONDS = 300;

  private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
  private final Map<String, Future<Map<Case, Outcome>>> runs = new ConcurrentHashMap<>();
  private final TaskRoots roots;
  private final Path directory;

  Runs(List<Case> cases, List<Client> clients, TaskRoots roots, Path directory) {
    this.roots = roots;
    this.directory = directory;
    for (List<Case> environment : Case.environments(cases)) {
      for (Client client : clients) {
        Future<Map<Case, Outcome>> run = workers.submit(() -> run(client, environment));
        environment.forEach(one -> runs.put(key(client, one), run));
      }
    }
  }

  /** What came of a case; waits for it. */
  Outcome outcome(Client client, Case one) throws Exception {
    try {
      return runs.get(key(client, one)).get(LIMIT_SECONDS, TimeUnit.SECONDS).get(one);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(one.name() + " on " + client.name() + ": " + e.getMessage(), e);
    }
  }

  private static String key(Client client, Case one) {
    return client.name() + " " + one.name();
  }

  private Map<Case, Outcome> run(Client client, List<Case> cases)
      throws IOException, InterruptedException {
    Map<Case, Outcome> outcomes = new HashMap<>();
    Environment environment = null;
    try {
      for (Case next : cases) {
        if (environment == null || environment.ended()) {
          if (environment != null) {
            environment.close();
          }
          Path log = directory.resolve(client.name()).resolve(next.name() + ".log");
          environment = new Environment(client, next, roots.root(next.root()), log);
        }
        Outcome outcome = environment.invoke(next);
        outcomes.put(next, outcome);
        keep(client, next, outcome);
      }
    } finally {
      if (environment != null) {
        environment.close();
      }
    }
    return outcomes;
  }

  /** For whoever wants to see what was compared. */
  private void keep(Client client, Case one, Outcome outcome) throws IOException {
    StringBuilder text = new StringBuilder();
    outcome.facts().forEach((fact, value) -> text.append(fact + ": " + value + "\n"));
    Path file = directory.resolve(client.name()).resolve(one.name() + ".facts");
    Files.writeString(file, text);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
