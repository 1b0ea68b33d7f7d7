package dev.nextloop.cli.internal.demo;

import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.cli.internal.text.Style;
import dev.nextloop.emulator.EmulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo as a whole: an emulator, the scenes, and what is told of them. */
public final class Demo {
  private static final String PASSWORD = "DATABASE_PASSWORD";

  /** A secret of the kind that functions are given; stands nowhere but here. */
  private static final Map<String, String> SECRETS = Map.of(PASSWORD, "not-a-real-password-7f3a91");

  private final Machine machine;
  private final String python;

  /**
   * A demo that has not begun.
   *
   * @param python name or path of the interpreter for scan_lambda.py
   */
  public Demo(Machine machine, String python) {
    this.machine = machine;
    this.python = python;
  }

  /**
   * Runs it.
   *
   * @param json whether to print for a machine, at the end, instead of for a person, as it goes
   */
  public Exit run(boolean json) {
    long start = machine.ticks();
    Installation installed = new Installation(machine.home());
    List<Scene> scenes = Scene.all(installed);
    List<SceneResult> results = new ArrayList<>();
    DemoText text = new DemoText(machine.out(), Style.of(machine));
    try (LocalLambda lambda = LocalLambda.start(new EmulatorOptions())) {
      machine.atEnd(lambda::close);
      if (!json) {
        text.opening(lambda.endpoint().toString());
      }
      Stage stage = stage(lambda, installed);
      for (Scene scene : scenes) {
        SceneResult result = stage.play(scene);
        results.add(result);
        if (!json) {
          text.scene(result);
        }
      }
    }
    double seconds = (machine.ticks() - start) / 1e9;
    Exit exit = verdict(results);
    if (json) {
      machine.out().println(DemoJson.of(results, exit == Exit.OK, seconds).toPrettyString());
    } else {
      text.comparison(results, seconds);
    }
    return exit;
  }

  private Stage stage(LocalLambda lambda, Installation installed) {
    return new Stage(
        lambda.client(machine::ticks),
        new ScanScript(python, installed.runlambda().resolve("scan_lambda.py"), lambda.endpoint()),
        new ProcessCount(Path.of("/proc/stat")),
        new SecretWatch(SECRETS),
        Map.of("NEXTLOOP_JAVA", machine.java().toString(), PASSWORD, SECRETS.get(PASSWORD)));
  }

  private static Exit verdict(List<SceneResult> results) {
    if (!results.stream().allMatch(SceneResult::right)) {
      return Exit.FAILED;
    }
    boolean leaked = results.stream().anyMatch(r -> r.scene().ours() && !r.leaked().isEmpty());
    return leaked ? Exit.LEAKED : Exit.OK;
  }
}
