import {
  UpdateFunctionConfiguration$,
  type FunctionConfiguration,
  type UpdateFunctionConfigurationRequest,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { namedFunction } from "../function-name";
import { checkChangeable, updated } from "../functions/change";
import { describe } from "../functions/describe";
import { givenSettings } from "../functions/given-settings";
import type { StoredVersion } from "../functions/stored-function";

const members = {
  FunctionName: required(fields.functionName),
  Role: optional(fields.role),
  Handler: optional(fields.handler),
  Description: optional(fields.description),
  Timeout: optional(fields.timeout),
  MemorySize: optional(fields.memory),
  VpcConfig: optional(fields.vpc),
  Environment: optional(fields.environment),
  Runtime: optional(fields.runtime),
  DeadLetterConfig: optional(fields.deadLetter),
  KMSKeyArn: refused(),
  TracingConfig: optional(fields.tracing),
  RevisionId: optional(fields.revision),
  Layers: refused(),
  FileSystemConfigs: refused(),
  ImageConfig: refused(),
  EphemeralStorage: optional(fields.ephemeralStorage),
  SnapStart: refused(),
  LoggingConfig: optional(fields.logging),
  CapacityProviderConfig: refused(),
  DurableConfig: refused(),
} satisfies Members<UpdateFunctionConfigurationRequest>;

export const updateFunctionConfiguration = operation(
  UpdateFunctionConfiguration$,
  members,
  (cloud, request): Reply<FunctionConfiguration> => {
    const before = cloud.lambda.functions.named(namedFunction(cloud, request.FunctionName));
    const settings = givenSettings(cloud, request);
    checkChangeable(cloud, before, request.RevisionId);
    const changed = updated(cloud, withoutDeadLetter(before, request.DeadLetterConfig), settings);
    cloud.lambda.functions.save(changed);
    return describe(cloud, changed, { version: changed.latest });
  },
);

/** A target that is given as nothing takes the old one away. */
function withoutDeadLetter<F extends { readonly latest: StoredVersion }>(
  before: F,
  given: { readonly TargetArn?: string | undefined } | undefined,
): F {
  if (given === undefined || given.TargetArn) return before;
  const latest = { ...before.latest };
  delete latest.deadLetterArn;
  return { ...before, latest };
}
