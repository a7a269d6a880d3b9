import type { Services } from "../../../framework/services";
import {
  createArchitecturesMixedFault,
  createCannotAssumeRoleFault,
  createEnvironmentTooLargeFault,
  createReservedVariablesFault,
  createWrapperNotRunFault,
  createKeyInvalidFault,
} from "../../model/faults";
import { checkRuntime, SERVICE } from "../../model/runtimes";
import { resolveLogging, getDefaultLogGroup, type LoggingInput } from "../../model/execution/logging";
import type { StoredVersion } from "../../model/stored-function";
import { AwsFault } from "../../../../core/faults";
import { resolveLayers } from "../layers/describe-layer";

/**
 * The KMS key that a request names; an empty string names none.
 *
 * @throws AwsFault InvalidParameterValueException if there is no such key, or if it is disabled or pending deletion
 */
function resolveEnvironmentKey({ kms }: Pick<Services, "kms">, key: string | undefined): string | undefined {
  if (!key) return undefined;
  try {
    kms.requireUsable(key);
    return key;
  } catch (error) {
    throw error instanceof AwsFault ? createKeyInvalidFault(error) : error;
  }
}

/** The members of a request about how a function runs. */
export interface SettingsInput {
  readonly Runtime?: string | undefined;
  readonly Role?: string | undefined;
  readonly Handler?: string | undefined;
  readonly Description?: string | undefined;
  readonly Timeout?: number | undefined;
  readonly MemorySize?: number | undefined;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> | undefined } | undefined;
  readonly EphemeralStorage?: { readonly Size: number } | undefined;
  readonly TracingConfig?: { readonly Mode?: string | undefined } | undefined;
  readonly DeadLetterConfig?: { readonly TargetArn?: string | undefined } | undefined;
  readonly LoggingConfig?: LoggingInput | undefined;
  readonly KMSKeyArn?: string | undefined;
  readonly Layers?: readonly string[] | undefined;
}

/** AWS's defaults (SVC-012). */
export const createDefaultSettings = (
  name: string,
): Pick<StoredVersion, "description" | "timeoutSeconds" | "memoryMiB" | "ephemeralMiB" | "tracing" | "logGroup"> => ({
  description: "",
  timeoutSeconds: 3,
  memoryMiB: 128,
  ephemeralMiB: 512,
  tracing: "PassThrough",
  logGroup: getDefaultLogGroup(name),
});

const MAX_VARIABLE_BYTES = 4_096;

/** Environment variables that Lambda sets itself. */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/**
 * The checked settings of a request, without those that it leaves out.
 *
 * @param name of the function
 * @throws AwsFault InvalidParameterValueException
 */
export function checkSettings(services: Services, name: string, input: SettingsInput): Partial<StoredVersion> {
  const { Runtime: runtime, Role: role, Environment: environment, DeadLetterConfig: deadLetter } = input;
  if (runtime !== undefined) checkRuntime(runtime);
  if (environment?.Variables !== undefined) checkVariables(environment.Variables);
  if (role !== undefined) checkRole(services, role);
  const settings = {
    runtime,
    role,
    handler: input.Handler,
    description: input.Description,
    timeoutSeconds: input.Timeout,
    memoryMiB: input.MemorySize,
    variables: environment === undefined ? undefined : (environment.Variables ?? {}),
    ephemeralMiB: input.EphemeralStorage?.Size,
    tracing: input.TracingConfig?.Mode,
    deadLetterArn: deadLetter?.TargetArn || undefined,
    kmsKeyArn: resolveEnvironmentKey(services, input.KMSKeyArn),
    layers: resolveLayers(services, input.Layers),
    ...resolveLogging(input.LoggingConfig, name),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** @throws AwsFault InvalidParameterValueException: with `--iam on`, Lambda must be able to assume a function's role */
function checkRole({ iam }: Pick<Services, "iam">, role: string): void {
  if (iam.findRefusal(role, SERVICE) !== undefined) throw createCannotAssumeRoleFault();
}

/** The architecture as it is described. Functions run on this machine's processor, whichever of the two is given. */
export function resolveArchitecture(architectures: readonly string[] | undefined): string {
  if (architectures !== undefined && architectures.length !== 1) throw createArchitecturesMixedFault();
  return architectures?.[0] ?? "x86_64";
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) throw createReservedVariablesFault(reserved);
  // On AWS the program that this variable names, mostly from a layer, starts the runtime.
  if (variables["AWS_LAMBDA_EXEC_WRAPPER"]) throw createWrapperNotRunFault();
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > MAX_VARIABLE_BYTES) throw createEnvironmentTooLargeFault(text);
}
