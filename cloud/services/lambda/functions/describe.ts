import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Lab } from "../../lab";
import { functionArn } from "../function-name";
import type { StoredFunction, StoredVersion } from "./stored-function";

/** A version as Lambda describes it. @param qualifier stands in its ARN if it was asked for by one */
export function describe(
  lab: Lab,
  of: StoredFunction,
  { version, qualifier }: { readonly version: StoredVersion; readonly qualifier?: string | undefined },
): FunctionConfiguration {
  return {
    FunctionName: of.name,
    FunctionArn: functionArn(lab, of.name, qualifier),
    // The border: `checkRuntime` took it.
    Runtime: version.runtime as FunctionConfiguration["Runtime"],
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.code.size,
    Description: version.description,
    Timeout: version.timeoutSeconds,
    MemorySize: version.memoryMiB,
    LastModified: new Date(version.modifiedAt).toISOString().replace("Z", "+0000"),
    CodeSha256: version.code.sha256,
    Version: version.version,
    ...(version.variables === undefined ? {} : { Environment: { Variables: { ...version.variables } } }),
    ...(version.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: version.deadLetterArn } }),
    TracingConfig: { Mode: version.tracing as "Active" | "PassThrough" },
    RevisionId: version.revisionId,
    ...states(lab, of, version),
    PackageType: "Zip",
    Architectures: [version.architecture as "x86_64" | "arm64"],
    EphemeralStorage: { Size: version.ephemeralMiB },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: version.logGroup },
  };
}

/** A version as lists hold it: without its states (recorded on AWS by LocalStack, 2025-11-25, test_list_functions). */
export function listed(...[lab, of, which]: Parameters<typeof describe>): FunctionConfiguration {
  const told = Object.entries(describe(lab, of, which)).filter(([name]) => !/^(?:State|LastUpdateStatus)/.test(name));
  return Object.fromEntries(told);
}

/** AWS answers it, though its model does not list it. */
const CREATING = "Creating" as string as NonNullable<FunctionConfiguration["LastUpdateStatusReasonCode"]>;

function states({ lambda }: Lab, of: StoredFunction, { version }: StoredVersion): Partial<FunctionConfiguration> {
  if (lambda.functions.isPending(of))
    return { State: "Pending", StateReason: "The function is being created.", StateReasonCode: "Creating" };
  const isUpdating = version === "$LATEST" && lambda.functions.isUpdating(of);
  return {
    State: "Active",
    ...(isUpdating
      ? {
          LastUpdateStatus: "InProgress",
          LastUpdateStatusReason: "The function is being created.",
          LastUpdateStatusReasonCode: CREATING,
        }
      : { LastUpdateStatus: "Successful" }),
  };
}
