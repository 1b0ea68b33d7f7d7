package dev.nextloop.cli.internal.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.cli.internal.lambda.Answer;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.NewFunction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;

/** Plays scenes on one emulator, through its REST interface alone. */
final class Stage {
  /** Further invocations of each scene: enough for a median, few enough for a demo. */
  private static final int CALLS = 25;

  private static final byte[] EVENT = Scene.EVENT.getBytes(StandardCharsets.UTF_8);

  private final LambdaClient lambda;
  private final ScanScript script;
  private final ProcessCount processes;
  private final SecretWatch secrets;
  private final Map<String, String> environment;
  private final Map<String, String> layers = new HashMap<>();

  Stage(
      LambdaClient lambda,
      ScanScript script,
      ProcessCount processes,
      SecretWatch secrets,
      Map<String, String> environment) {
    this.lambda = lambda;
    this.script = script;
    this.processes = processes;
    this.secrets = secrets;
    this.environment = Map.copyOf(environment);
  }

  /** Publishes the layer, creates the function, and invokes it in every way. */
  SceneResult play(Scene scene) {
    String layer =
        layers.computeIfAbsent(scene.layerName(), name -> lambda.publishLayer(name, scene.layer()));
    JsonNode created =
        lambda.create(
            new NewFunction(
                scene.function(), scene.handler(), scene.code(), List.of(layer), environment));
    Answer first = lambda.invoke(scene.function(), EVENT);
    SceneResult.ScriptRun scripted = script.run(scene, lambda);
    SortedSet<String> leaked = secrets.in(first.text() + "\n" + first.log());
    return new SceneResult(
        scene,
        layer,
        created.path("FunctionArn").asText(),
        environment,
        first,
        scripted,
        scene.right(first.text()) ? load(scene) : SceneResult.Load.NONE,
        leaked);
  }

  private SceneResult.Load load(Scene scene) {
    double[] millis = new double[CALLS];
    int wrong = 0;
    OptionalLong least = OptionalLong.empty();
    for (int i = 0; i < CALLS; i++) {
      OptionalLong before = processes.now();
      Answer answer = lambda.invoke(scene.function(), EVENT);
      OptionalLong after = processes.now();
      millis[i] = answer.millis();
      wrong += scene.right(answer.text()) ? 0 : 1;
      if (before.isPresent() && after.isPresent()) {
        long rise = after.getAsLong() - before.getAsLong();
        least = OptionalLong.of(Math.min(rise, least.orElse(rise)));
      }
    }
    Arrays.sort(millis);
    return new SceneResult.Load(CALLS, wrong, millis[CALLS / 2], least);
  }
}
