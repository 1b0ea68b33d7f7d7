package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.inspect.Doctor;
import dev.nextloop.inspect.JavaRuntime;
import dev.nextloop.inspect.Setup;
import dev.nextloop.inspect.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the function is run, by options, else by its template. */
final class SetupOptions {
  private static final int MOST_NAMED = 10;

  @Option(
      names = "--handler",
      paramLabel = "CLASS[::METHOD]",
      description = "As in the function's settings. Default: the one handler class that is there.")
  private String handler;

  @Option(
      names = "--runtime",
      paramLabel = "ID",
      description = "java17, java21 or java25. Default: java21")
  private String runtime;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "1",
      description = "Invocations at once in one environment. Default: ${DEFAULT-VALUE}")
  private int concurrency;

  @Option(names = "--snapstart", description = "Its versions are published with SnapStart.")
  private boolean snapStart;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable of the function, such as JAVA_TOOL_OPTIONS; may be repeated.")
  private Map<String, String> variables = Map.of();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "The function's SAM template; says what no option says. Of several functions, the one"
              + " with this --handler counts.")
  private Path template;

  /**
   * Puts options and template together.
   *
   * @param function the file or directory, for those who name no handler
   * @param layers the same of its layers
   * @throws CommandFailure when something is missing or out of range
   */
  Setup setup(Path directory, Path function, List<Path> layers) throws IOException {
    if (concurrency < 1 || concurrency > 1000) {
      throw new CommandFailure(
          Exit.USAGE, "--concurrency must be 1 to 1000, but is " + concurrency);
    }
    Optional<Template.Function> said = Optional.empty();
    if (template != null) {
      said = Optional.of(chosen(directory));
    }
    Map<String, String> all = new LinkedHashMap<>();
    said.ifPresent(known -> all.putAll(known.variables()));
    all.putAll(variables);
    String named =
        handler != null ? handler : said.flatMap(Template.Function::handler).orElse(null);
    return new Setup(
        named == null ? onlyHandler(function, layers) : named,
        runtime == null
            ? said.flatMap(Template.Function::runtime).orElse(JavaRuntime.JAVA21)
            : managed(runtime),
        concurrency,
        snapStart || said.map(Template.Function::snapStart).orElse(false),
        all);
  }

  private static JavaRuntime managed(String id) {
    return JavaRuntime.of(id)
        .orElseThrow(
            () ->
                new CommandFailure(
                    Exit.USAGE,
                    "--runtime must be one of %s, but is %s".formatted(JavaRuntime.ids(), id)));
  }

  private Template.Function chosen(Path directory) {
    List<Template.Function> functions;
    try {
      functions = Template.read(Files.readString(directory.resolve(template))).functions();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          Exit.USAGE, "--template " + template + " can't be read: " + e.getMessage(), e);
    }
    List<Template.Function> fitting =
        handler == null
            ? functions
            : functions.stream()
                .filter(function -> function.handler().filter(handler::equals).isPresent())
                .toList();
    if (fitting.size() == 1 || (fitting.isEmpty() && functions.size() == 1)) {
      return fitting.isEmpty() ? functions.get(0) : fitting.get(0);
    }
    throw new CommandFailure(
        Exit.USAGE,
        "--template %s has %d functions%s; name the handler of one with --handler"
            .formatted(
                template,
                functions.size(),
                handler == null ? "" : ", and not one with " + handler));
  }

  private static String onlyHandler(Path function, List<Path> layers) throws IOException {
    List<String> found = Doctor.handlers(function, layers);
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new CommandFailure(
        Exit.USAGE,
        found.isEmpty()
            ? "no class in the root of %s implements a handler; name one with --handler CLASS::METHOD"
                .formatted(function)
            : "there are several handlers, name one with --handler: "
                + String.join(", ", found.subList(0, Math.min(MOST_NAMED, found.size()))));
  }
}
