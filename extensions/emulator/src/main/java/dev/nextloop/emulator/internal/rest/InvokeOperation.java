package dev.nextloop.emulator.internal.rest;

import static io.vertx.core.http.HttpMethod.POST;

import dev.nextloop.emulator.internal.invoke.EventQueue;
import dev.nextloop.emulator.internal.invoke.Runners;
import dev.nextloop.emulator.internal.run.Code;
import dev.nextloop.emulator.internal.run.FunctionRunner;
import dev.nextloop.emulator.internal.run.FunctionSpec;
import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Invoke: waits for the function, queues its event, or only looks whether it could be called. */
final class InvokeOperation {
  private static final int LOG_TAIL = 4096;

  private final Vertx vertx;
  private final Arns arns;
  private final InvokeTargets targets;
  private final Runners runners;
  private final EventQueue queue;
  private final TraceIds traces;

  InvokeOperation(
      Vertx vertx,
      Arns arns,
      InvokeTargets targets,
      Runners runners,
      EventQueue queue,
      TraceIds traces) {
    this.vertx = vertx;
    this.arns = arns;
    this.targets = targets;
    this.runners = runners;
    this.queue = queue;
    this.traces = traces;
  }

  void mount(Routes routes) {
    routes.invocations(POST, FunctionOperations.FUNCTION + "/invocations", this::invoke);
  }

  private Future<Answer> invoke(Call call) {
    FunctionSpec function = target(call);
    String type = InvocationType.of(call.headers());
    boolean tail = choice(call, "X-Amz-Log-Type", List.of("None", "Tail")).equals("Tail");
    refuse(call, "X-Amz-Tenant-Id");
    refuse(call, "X-Amz-Durable-Execution-Name");
    boolean event = type.equals(InvocationType.EVENT);
    return request(call, function, event)
        .compose(
            request ->
                switch (type) {
                  case InvocationType.DRY_RUN -> Future.succeededFuture(Answer.empty(204));
                  case InvocationType.EVENT -> enqueue(function, request);
                  default ->
                      runners
                          .invoke(function, request)
                          .map(result -> answer(function, result, tail));
                })
        .recover(failure -> failed(function, failure));
  }

  private FunctionSpec target(Call call) {
    Arns.FunctionReference reference =
        arns.reference(call.path().get("function"), call.parameter("Qualifier"));
    String qualifier = reference.qualifier();
    String suffix = qualifier == null ? "" : ":" + qualifier;
    boolean latest = qualifier == null || qualifier.equals(Arns.LATEST);
    return targets
        .find(latest ? reference.name() : reference.name() + suffix)
        .orElseThrow(
            () ->
                AwsError.notFound(
                    "Function not found: " + arns.function(reference.name()) + suffix));
  }

  private Future<InvokeRequest> request(Call call, FunctionSpec function, boolean event) {
    MultiMap headers = call.headers();
    String context = headers.get("X-Amz-Client-Context");
    String contentType = headers.get("Content-Type");
    // A bootstrap command is given what came, as the Runtime Interface Emulator does.
    Future<Buffer> payload =
        function.code() instanceof Code.Zip
            ? Payloads.json(vertx, call.body())
            : Future.succeededFuture(call.body());
    String decoded = context == null || event ? null : ClientContexts.decode(context);
    return payload.map(
        bytes ->
            new InvokeRequest(
                call.requestId(),
                bytes,
                contentType == null ? "application/json" : contentType,
                decoded,
                traces.of(headers.get("X-Amzn-Trace-Id"))));
  }

  private Future<Answer> enqueue(FunctionSpec function, InvokeRequest request) {
    boolean latest = function.version().equals(Arns.LATEST);
    queue.offer(latest ? function.name() : function.name() + ":" + function.version(), request);
    return Future.succeededFuture(Answer.empty(202));
  }

  private static Answer answer(FunctionSpec function, InvokeResult result, boolean tail) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Amz-Executed-Version", function.version());
    if (result.functionError()) {
      headers.put("X-Amz-Function-Error", "Unhandled");
    }
    if (tail) {
      Buffer log = result.log();
      byte[] last = log.getBytes(Math.max(0, log.length() - LOG_TAIL), log.length());
      headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(last));
    }
    return new Answer(200, headers, result.contentType(), result.payload());
  }

  private Future<Answer> failed(FunctionSpec function, Throwable failure) {
    if (failure instanceof AwsError) {
      return Future.failedFuture(failure);
    }
    if (failure instanceof FunctionRunner.TooManyRequests) {
      return Future.failedFuture(new AwsError(ErrorType.TOO_MANY, "Rate Exceeded."));
    }
    if (failure instanceof FunctionRunner.RestoreFailed restore) {
      return Future.failedFuture(
          restore.timedOut()
              ? new AwsError(
                  ErrorType.SNAP_START_TIMEOUT,
                  "Lambda couldn't restore the snapshot within the timeout limit: "
                      + restore.getMessage())
              : new AwsError(
                  ErrorType.SNAP_START,
                  "The runtime failed after it was restored, as by an afterRestore hook; its log"
                      + " says why: "
                      + restore.getMessage()));
    }
    return Payloads.readable(vertx, function.code())
        .compose(
            readable ->
                Future.failedFuture(
                    readable
                        ? failure
                        : new AwsError(
                            ErrorType.INVALID_ZIP,
                            "Lambda could not unzip the deployment package of "
                                + function.name())));
  }

  private static void refuse(Call call, String header) {
    if (call.headers().contains(header)) {
      throw AwsError.invalid(header + " needs a function configured for it; leave it out.");
    }
  }

  private static String choice(Call call, String header, List<String> choices) {
    String value = call.headers().get(header);
    if (value == null) {
      return choices.get(0);
    }
    if (!choices.contains(value)) {
      throw AwsError.constraint(header, value, "Member must satisfy enum value set: " + choices);
    }
    return value;
  }
}
