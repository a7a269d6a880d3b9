import type { OmittedOperation } from "../../../core/members";

/** Operations that AWS has and the lab cloud refuses, by method and path, since requests do not contain the operation's name. A test compares the list with the SDK's operations. */
const ROUTES = {
  CheckpointDurableExecution: "POST /2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint",
  CreateCapacityProvider: "POST /2025-11-30/capacity-providers",
  CreateCodeSigningConfig: "POST /2020-04-22/code-signing-configs",
  CreateFunctionUrlConfig: "POST /2021-10-31/functions/{FunctionName}/url",
  DeleteCapacityProvider: "DELETE /2025-11-30/capacity-providers/{CapacityProviderName}",
  DeleteCodeSigningConfig: "DELETE /2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
  DeleteFunctionCodeSigningConfig: "DELETE /2020-06-30/functions/{FunctionName}/code-signing-config",
  DeleteFunctionUrlConfig: "DELETE /2021-10-31/functions/{FunctionName}/url",
  DeleteProvisionedConcurrencyConfig: "DELETE /2019-09-30/functions/{FunctionName}/provisioned-concurrency",
  DeleteResourcePolicy: "DELETE /2026-07-09/resource-policy/{ResourceArn}",
  GetCapacityProvider: "GET /2025-11-30/capacity-providers/{CapacityProviderName}",
  GetCodeSigningConfig: "GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
  GetDurableExecution: "GET /2025-12-01/durable-executions/{DurableExecutionArn}",
  GetDurableExecutionHistory: "GET /2025-12-01/durable-executions/{DurableExecutionArn}/history",
  GetDurableExecutionState: "GET /2025-12-01/durable-executions/{DurableExecutionArn}/state",
  GetFunctionRecursionConfig: "GET /2024-08-31/functions/{FunctionName}/recursion-config",
  GetFunctionScalingConfig: "GET /2025-11-30/functions/{FunctionName}/function-scaling-config",
  GetFunctionUrlConfig: "GET /2021-10-31/functions/{FunctionName}/url",
  GetProvisionedConcurrencyConfig: "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency",
  GetResourcePolicy: "GET /2026-07-09/resource-policy/{ResourceArn}",
  GetRuntimeManagementConfig: "GET /2021-07-20/functions/{FunctionName}/runtime-management-config",
  InvokeAsync: "POST /2014-11-13/functions/{FunctionName}/invoke-async",
  InvokeWithResponseStream: "POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations",
  ListCapacityProviders: "GET /2025-11-30/capacity-providers",
  ListCodeSigningConfigs: "GET /2020-04-22/code-signing-configs",
  ListDurableExecutionsByFunction: "GET /2025-12-01/functions/{FunctionName}/durable-executions",
  ListFunctionUrlConfigs: "GET /2021-10-31/functions/{FunctionName}/urls",
  ListFunctionVersionsByCapacityProvider: "GET /2025-11-30/capacity-providers/{CapacityProviderName}/function-versions",
  ListFunctionsByCodeSigningConfig: "GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions",
  ListProvisionedConcurrencyConfigs: "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL",
  PutFunctionCodeSigningConfig: "PUT /2020-06-30/functions/{FunctionName}/code-signing-config",
  PutFunctionRecursionConfig: "PUT /2024-08-31/functions/{FunctionName}/recursion-config",
  PutFunctionScalingConfig: "PUT /2025-11-30/functions/{FunctionName}/function-scaling-config",
  PutProvisionedConcurrencyConfig: "PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency",
  PutResourcePolicy: "PUT /2026-07-09/resource-policy/{ResourceArn}",
  PutRuntimeManagementConfig: "PUT /2021-07-20/functions/{FunctionName}/runtime-management-config",
  SendDurableExecutionCallbackFailure: "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/fail",
  SendDurableExecutionCallbackHeartbeat: "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat",
  SendDurableExecutionCallbackSuccess: "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/succeed",
  StopDurableExecution: "POST /2025-12-01/durable-executions/{DurableExecutionArn}/stop",
  UpdateCapacityProvider: "PUT /2025-11-30/capacity-providers/{CapacityProviderName}",
  UpdateCodeSigningConfig: "PUT /2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
  UpdateFunctionUrlConfig: "PUT /2021-10-31/functions/{FunctionName}/url",
} as const;

type Name = keyof typeof ROUTES;

const createEntry = (name: Name): OmittedOperation => {
  const [method = "", path = ""] = ROUTES[name].split(" ");
  return {
    kind: "not emulated",
    name,
    schema: [9, "com.amazonaws.lambda", name, { http: [method, path, 200] }, "unit", "unit"],
  };
};

// The border: Object.keys widens the names' type to string.
export const notEmulatedOperations = Object.fromEntries(
  (Object.keys(ROUTES) as Name[]).map((name) => [name, createEntry(name)]),
) as Readonly<Record<Name, OmittedOperation>>;
