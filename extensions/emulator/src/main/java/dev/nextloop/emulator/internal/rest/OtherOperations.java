package dev.nextloop.emulator.internal.rest;

import java.util.Optional;

/** AWS's operations that the emulator does not serve, so that an error can name them. */
final class OtherOperations {
  private static final String TABLE =
      """
      InvokeAsync POST /2014-11-13/functions/*/invoke-async
      ListEventSourceMappings GET /2015-03-31/event-source-mappings
      CreateEventSourceMapping POST /2015-03-31/event-source-mappings
      DeleteEventSourceMapping DELETE /2015-03-31/event-source-mappings/*
      GetEventSourceMapping GET /2015-03-31/event-source-mappings/*
      UpdateEventSourceMapping PUT /2015-03-31/event-source-mappings/*
      ListAliases GET /2015-03-31/functions/*/aliases
      CreateAlias POST /2015-03-31/functions/*/aliases
      DeleteAlias DELETE /2015-03-31/functions/*/aliases/*
      GetAlias GET /2015-03-31/functions/*/aliases/*
      UpdateAlias PUT /2015-03-31/functions/*/aliases/*
      GetPolicy GET /2015-03-31/functions/*/policy
      AddPermission POST /2015-03-31/functions/*/policy
      RemovePermission DELETE /2015-03-31/functions/*/policy/*
      GetAccountSettings GET /2016-08-19/account-settings
      UntagResource DELETE /2017-03-31/tags/*
      ListTags GET /2017-03-31/tags/*
      TagResource POST /2017-03-31/tags/*
      DeleteFunctionConcurrency DELETE /2017-10-31/functions/*/concurrency
      PutFunctionConcurrency PUT /2017-10-31/functions/*/concurrency
      GetLayerVersionPolicy GET /2018-10-31/layers/*/versions/*/policy
      AddLayerVersionPermission POST /2018-10-31/layers/*/versions/*/policy
      RemoveLayerVersionPermission DELETE /2018-10-31/layers/*/versions/*/policy/*
      DeleteFunctionEventInvokeConfig DELETE /2019-09-25/functions/*/event-invoke-config
      GetFunctionEventInvokeConfig GET /2019-09-25/functions/*/event-invoke-config
      UpdateFunctionEventInvokeConfig POST /2019-09-25/functions/*/event-invoke-config
      PutFunctionEventInvokeConfig PUT /2019-09-25/functions/*/event-invoke-config
      ListFunctionEventInvokeConfigs GET /2019-09-25/functions/*/event-invoke-config/list
      GetFunctionConcurrency GET /2019-09-30/functions/*/concurrency
      DeleteProvisionedConcurrencyConfig DELETE /2019-09-30/functions/*/provisioned-concurrency
      ListProvisionedConcurrencyConfigs GET /2019-09-30/functions/*/provisioned-concurrency?List=ALL
      GetProvisionedConcurrencyConfig GET /2019-09-30/functions/*/provisioned-concurrency
      PutProvisionedConcurrencyConfig PUT /2019-09-30/functions/*/provisioned-concurrency
      ListCodeSigningConfigs GET /2020-04-22/code-signing-configs
      CreateCodeSigningConfig POST /2020-04-22/code-signing-configs
      DeleteCodeSigningConfig DELETE /2020-04-22/code-signing-configs/*
      GetCodeSigningConfig GET /2020-04-22/code-signing-configs/*
      UpdateCodeSigningConfig PUT /2020-04-22/code-signing-configs/*
      ListFunctionsByCodeSigningConfig GET /2020-04-22/code-signing-configs/*/functions
      DeleteFunctionCodeSigningConfig DELETE /2020-06-30/functions/*/code-signing-config
      GetFunctionCodeSigningConfig GET /2020-06-30/functions/*/code-signing-config
      PutFunctionCodeSigningConfig PUT /2020-06-30/functions/*/code-signing-config
      GetRuntimeManagementConfig GET /2021-07-20/functions/*/runtime-management-config
      PutRuntimeManagementConfig PUT /2021-07-20/functions/*/runtime-management-config
      DeleteFunctionUrlConfig DELETE /2021-10-31/functions/*/url
      GetFunctionUrlConfig GET /2021-10-31/functions/*/url
      CreateFunctionUrlConfig POST /2021-10-31/functions/*/url
      UpdateFunctionUrlConfig PUT /2021-10-31/functions/*/url
      ListFunctionUrlConfigs GET /2021-10-31/functions/*/urls
      InvokeWithResponseStream POST /2021-11-15/functions/*/response-streaming-invocations
      GetFunctionRecursionConfig GET /2024-08-31/functions/*/recursion-config
      PutFunctionRecursionConfig PUT /2024-08-31/functions/*/recursion-config
      ListCapacityProviders GET /2025-11-30/capacity-providers
      CreateCapacityProvider POST /2025-11-30/capacity-providers
      DeleteCapacityProvider DELETE /2025-11-30/capacity-providers/*
      GetCapacityProvider GET /2025-11-30/capacity-providers/*
      UpdateCapacityProvider PUT /2025-11-30/capacity-providers/*
      ListFunctionVersionsByCapacityProvider GET /2025-11-30/capacity-providers/*/function-versions
      GetFunctionScalingConfig GET /2025-11-30/functions/*/function-scaling-config
      PutFunctionScalingConfig PUT /2025-11-30/functions/*/function-scaling-config
      SendDurableExecutionCallbackFailure POST /2025-12-01/durable-execution-callbacks/*/fail
      SendDurableExecutionCallbackHeartbeat POST /2025-12-01/durable-execution-callbacks/*/heartbeat
      SendDurableExecutionCallbackSuccess POST /2025-12-01/durable-execution-callbacks/*/succeed
      DeleteDurableExecution DELETE /2025-12-01/durable-executions/*
      GetDurableExecution GET /2025-12-01/durable-executions/*
      CheckpointDurableExecution POST /2025-12-01/durable-executions/*/checkpoint
      GetDurableExecutionHistory GET /2025-12-01/durable-executions/*/history
      PauseDurableExecution POST /2025-12-01/durable-executions/*/pause
      ResumeDurableExecution POST /2025-12-01/durable-executions/*/resume
      GetDurableExecutionState GET /2025-12-01/durable-executions/*/state
      StopDurableExecution POST /2025-12-01/durable-executions/*/stop
      ListDurableExecutionsByFunction GET /2025-12-01/functions/*/durable-executions
      DeleteResourcePolicy DELETE /2026-07-09/resource-policy/*
      GetResourcePolicy GET /2026-07-09/resource-policy/*
      PutResourcePolicy PUT /2026-07-09/resource-policy/*
      """;

  private OtherOperations() {}

  /** The operation's name, for a path that is not decoded and its query or null. */
  static Optional<String> name(String method, String path, String query) {
    return TABLE
        .lines()
        .map(line -> line.split(" ", 3))
        .filter(
            row ->
                row[1].equals(method)
                    && fits(row[2], row[2].contains("?") ? path + "?" + query : path))
        .map(row -> row[0])
        .findFirst();
  }

  private static boolean fits(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] found = path.split("/", -1);
    boolean same = wanted.length == found.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i].equals("*") ? !found[i].isEmpty() : wanted[i].equals(found[i]);
    }
    return same;
  }
}
