package dev.nextloop.emulator.internal.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that an execution environment needs to know of a function; a snapshot that never changes. A
 * new configuration is a new spec and a new {@link FunctionRunner}.
 *
 * @param name function name
 * @param arn unqualified or qualified function ARN, as the runtime sees it
 * @param version {@code $LATEST} or a number
 * @param runtime for instance {@code provided.al2023}
 * @param handler becomes {@code _HANDLER}
 * @param memoryMb configured memory, MB
 * @param timeout time limit of one invocation
 * @param environment the function's own variables
 * @param code what is started
 * @param snapStart environments start from a snapshot, as those of a published version may
 * @param layers layer zips in merge order; a later one overwrites an earlier one
 */
public record FunctionSpec(
    String name,
    String arn,
    String version,
    String runtime,
    String handler,
    int memoryMb,
    Duration timeout,
    Map<String, String> environment,
    Code code,
    boolean snapStart,
    List<Path> layers) {

  /** Copies the collections. */
  public FunctionSpec {
    environment = Map.copyOf(environment);
    layers = List.copyOf(layers);
  }
}
