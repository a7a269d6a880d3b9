import { createHash } from "node:crypto";
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Services } from "../../../framework/services";
import { formatFunctionArn } from "../../model/function-name";
import { formatRuntimeVersionArn } from "../../model/runtimes";
import { describeLogging } from "../../model/execution/logging";
import type { StoredFunction, StoredVersion } from "../../model/stored-function";
import { formatOffsetTime } from "../../../../core/cloud-time";

/** A version as Lambda describes it. @param qualifier part of the ARN if the request named one */
export function describe(
  services: Services,
  of: StoredFunction,
  { version, qualifier }: { readonly version: StoredVersion; readonly qualifier?: string | undefined },
): FunctionConfiguration {
  const states = describeStates(services, of, version);
  const isChanging = states.State === "Pending" || states.LastUpdateStatus === "InProgress";
  return {
    FunctionName: of.name,
    FunctionArn: formatFunctionArn(services, of.name, qualifier),
    // The border: `checkRuntime` has accepted the runtime.
    Runtime: version.runtime as FunctionConfiguration["Runtime"],
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.code.size,
    Description: version.description,
    Timeout: version.timeoutSeconds,
    MemorySize: version.memoryMiB,
    LastModified: formatOffsetTime(version.modifiedAt),
    CodeSha256: version.code.sha256,
    Version: version.version,
    ...(version.variables === undefined ? {} : { Environment: { Variables: { ...version.variables } } }),
    ...(version.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: version.deadLetterArn } }),
    ...(version.kmsKeyArn === undefined ? {} : { KMSKeyArn: version.kmsKeyArn }),
    ...(version.layers === undefined
      ? {}
      : { Layers: version.layers.map(({ arn, code }) => ({ Arn: arn, CodeSize: code.size })) }),
    TracingConfig: { Mode: version.tracing as "Active" | "PassThrough" },
    // The end of a creation or an update makes another revision (recorded on AWS by LocalStack,
    // test_function_revisions_basic).
    RevisionId: isChanging ? getPreviousRevision(version.revisionId) : version.revisionId,
    ...states,
    PackageType: "Zip",
    Architectures: [version.architecture as "x86_64" | "arm64"],
    EphemeralStorage: { Size: version.ephemeralMiB },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    RuntimeVersionConfig: { RuntimeVersionArn: formatRuntimeVersionArn(services, version.runtime) },
    LoggingConfig: describeLogging(version),
  };
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The revision of a version while it is Pending or being updated, derived from the revision that follows. */
const getPreviousRevision = (revision: string): string =>
  sha256(revision)
    .toString("hex")
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");

/** A version as lists contain it: without its states and its runtime's version (recorded on AWS by LocalStack, 2025-11-25, test_list_functions). */
export function describeListed(...[services, of, which]: Parameters<typeof describe>): FunctionConfiguration {
  const messages = Object.entries(describe(services, of, which)).filter(
    ([name]) => !/^(?:State|LastUpdateStatus|RuntimeVersion)/.test(name),
  );
  return Object.fromEntries(messages);
}

/** AWS answers this value, although its API model does not list it. */
const CREATING = "Creating" as string as NonNullable<FunctionConfiguration["LastUpdateStatusReasonCode"]>;

function describeStates(
  { lambda }: Services,
  of: StoredFunction,
  { version, modifiedAt }: StoredVersion,
): Partial<FunctionConfiguration> {
  const isUpdating = lambda.functions.isUpdating(of);
  const isPublished = version !== "$LATEST" && modifiedAt === of.latest.modifiedAt;
  // A version that is published by an update is Pending until the update is complete (recorded on AWS by LocalStack,
  // 2025-11-25, test_publish_with_update).
  if (lambda.functions.isPending(of) || (isUpdating && isPublished))
    return { State: "Pending", StateReason: "The function is being created.", StateReasonCode: "Creating" };
  return {
    State: "Active",
    ...(isUpdating && version === "$LATEST"
      ? {
          LastUpdateStatus: "InProgress",
          LastUpdateStatusReason: "The function is being created.",
          LastUpdateStatusReasonCode: CREATING,
        }
      : { LastUpdateStatus: "Successful" }),
  };
}
