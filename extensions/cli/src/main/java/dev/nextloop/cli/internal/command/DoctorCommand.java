package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.doctor.DiagnosisJson;
import dev.nextloop.cli.internal.doctor.DiagnosisText;
import dev.nextloop.cli.internal.doctor.DoctorExit;
import dev.nextloop.cli.internal.doctor.ProbeText;
import dev.nextloop.cli.internal.text.Redactor;
import dev.nextloop.cli.internal.text.Style;
import dev.nextloop.inspect.Diagnosis;
import dev.nextloop.inspect.Doctor;
import dev.nextloop.inspect.ProbeReport;
import dev.nextloop.inspect.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a function of AWS's Java client runs on Nextloop's drop-in. */
@Command(
    name = "doctor",
    description = {
      "Say whether a function of AWS's Java client runs on Nextloop as it is.",
      "Reads its class files; runs none of it."
    },
    exitCodeOnInvalidInput = DoctorExit.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:yes; a probe's report as expected",
      " 1:yes with these changes; a probe's report with settings to make",
      " 2:no",
      "64:the command line or a file named in it can't be used"
    })
final class DoctorCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "JAR",
      description = {
        "The function as it is uploaded: a jar or a zip; or a directory with the same content,"
            + " classes in the root and jars in lib."
      })
  private Path function;

  @Option(
      names = "--layer",
      paramLabel = "ZIP|DIR",
      description =
          "A layer of the function, for the jars in its java/lib; repeated in the function's order.")
  private List<Path> layers = List.of();

  @Mixin private SetupOptions options;

  @Option(
      names = "--probe",
      paramLabel = "FILE",
      description = "Instead: read a report of samples/probe, and say which settings follow.")
  private Path probe;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  DoctorCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    try {
      if ((probe == null) == (function == null)) {
        throw new ParameterException(
            spec.commandLine(), "Name either a JAR, or a report with --probe FILE");
      }
      return probe == null ? examine() : read();
    } catch (CommandFailure e) {
      machine.err().println("nextloop: " + e.getMessage());
    } catch (IOException e) {
      machine.err().println("nextloop: can't look into " + function + ": " + e.getMessage());
    }
    return DoctorExit.USAGE;
  }

  private int read() {
    ProbeText said;
    try {
      String report = Files.readString(machine.directory().resolve(probe));
      said = new ProbeText(probe.toString(), ProbeReport.read(report));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          Exit.USAGE,
          "--probe " + probe + " can't be read: " + Redactor.clean("" + e.getMessage()),
          e);
    }
    machine.out().println(json ? said.json().toPrettyString() : said.text(Style.of(machine)));
    return DoctorExit.of(said.fine() ? Verdict.YES : Verdict.WITH_CHANGES);
  }

  private int examine() throws IOException {
    Path place = machine.directory().resolve(function);
    if (!Files.exists(place)) {
      throw new CommandFailure(
          Exit.USAGE, function + " does not exist; name a jar, a zip or a directory");
    }
    List<Path> opt = layers.stream().map(machine.directory()::resolve).toList();
    for (Path layer : opt) {
      if (!Files.exists(layer)) {
        throw new CommandFailure(
            Exit.USAGE, "--layer " + layer + " does not exist; name a zip or a directory");
      }
    }
    Diagnosis said = Doctor.examine(place, opt, options.setup(machine.directory(), place, opt));
    machine
        .out()
        .println(
            json
                ? DiagnosisJson.of(function.toString(), said).toPrettyString()
                : new DiagnosisText(Style.of(machine)).of(function.toString(), said));
    return DoctorExit.of(said.verdict());
  }
}
