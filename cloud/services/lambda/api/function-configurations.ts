import * as fields from "../model/fields";
import {
  GetFunctionConfiguration$,
  UpdateFunctionConfiguration$,
  type FunctionConfiguration,
  type GetFunctionConfigurationRequest,
  type UpdateFunctionConfigurationRequest,
  UpdateFunctionCode$,
  type UpdateFunctionCodeRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, refused, type Members, type Reply } from "../../../core/members";
import { operation, operationWithNotes } from "../../framework/operation";
import { parseFunctionName } from "../model/function-name";
import { checkChangeable, updateLatest, SETTING_NOTES, reportSettings, publishLatest } from "./functions/change";
import { describe } from "./functions/describe";
import { checkSettings, type SettingsInput, resolveArchitecture } from "./functions/settings-input";
import type { StoredVersion } from "../model/stored-function";
import { createCodeNotAllowedFault } from "../model/faults";
import { fetchCode } from "./functions/code-input";
import { checkSizes } from "./layers/describe-layer";

const getFunctionConfigurationMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionConfigurationRequest>;

export const getFunctionConfiguration = operation(
  GetFunctionConfiguration$,
  getFunctionConfigurationMembers,
  (cloud, request): Reply<FunctionConfiguration> => {
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.requireFunction(named);
    return describe(cloud, found, {
      version: cloud.lambda.functions.requireVersion(found, named.qualifier, "described"),
      qualifier: named.qualifier,
    });
  },
);

const updateFunctionConfigurationMembers = {
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
  KMSKeyArn: optional(fields.kmsKeyArn),
  TracingConfig: optional(fields.tracing),
  RevisionId: optional(fields.revision),
  Layers: optional(fields.layers),
  FileSystemConfigs: refused(),
  ImageConfig: refused(),
  EphemeralStorage: optional(fields.ephemeralStorage),
  SnapStart: refused(),
  LoggingConfig: optional(fields.logging),
  CapacityProviderConfig: refused(),
  DurableConfig: refused(),
} satisfies Members<UpdateFunctionConfigurationRequest>;

export const updateFunctionConfiguration = operationWithNotes(...SETTING_NOTES)(
  UpdateFunctionConfiguration$,
  updateFunctionConfigurationMembers,
  (cloud, request, call): Reply<FunctionConfiguration> => {
    const before = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    const settings = checkSettings(cloud, before.name, request);
    checkChangeable(cloud, before, request.RevisionId);
    checkSizes(cloud, before.latest.code, settings.layers);
    const changed = updateLatest(cloud, removeReplaced(before, request), settings);
    cloud.lambda.functions.save(changed);
    reportSettings(cloud, call, request);
    return describe(cloud, changed, { version: changed.latest });
  },
);

/** The function without settings that the request replaces: an empty target, key or list of layers removes the old one, and a logging configuration replaces the old levels, too. */
function removeReplaced<F extends { readonly latest: StoredVersion }>(before: F, settings: SettingsInput): F {
  const latest = { ...before.latest };
  if (settings.DeadLetterConfig !== undefined && !settings.DeadLetterConfig.TargetArn) delete latest.deadLetterArn;
  if (settings.KMSKeyArn === "") delete latest.kmsKeyArn;
  if (settings.Layers !== undefined) delete latest.layers;
  if (settings.LoggingConfig !== undefined) delete latest.logLevels;
  return { ...before, latest };
}

const members = {
  FunctionName: required(fields.functionName),
  ZipFile: optional(fields.zip),
  S3Bucket: optional(fields.bucket),
  S3Key: optional(fields.objectKey),
  S3ObjectVersion: refused(),
  S3ObjectStorageMode: refused(),
  ImageUri: refused(),
  Publish: optional(fields.flag),
  PublishTo: refused(),
  DryRun: optional(fields.flag),
  RevisionId: optional(fields.revision),
  Architectures: optional(fields.architectures),
  SourceKMSKeyArn: refused(),
} satisfies Members<UpdateFunctionCodeRequest>;

export const updateFunctionCode = operation(
  UpdateFunctionCode$,
  members,
  async (cloud, request): Promise<FunctionConfiguration> => {
    if (!cloud.runsCode) throw createCodeNotAllowedFault();
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName);
    checkChangeable(cloud, functions.requireFunction(named), request.RevisionId);
    const code = await fetchCode(cloud, request);
    // Looked up again: the function may have changed while the code was read.
    const before = functions.requireFunction(named);
    checkChangeable(cloud, before, request.RevisionId);
    checkSizes(cloud, code, before.latest.layers);
    const architecture =
      request.Architectures === undefined ? before.latest.architecture : resolveArchitecture(request.Architectures);
    const after = updateLatest(cloud, before, { code, architecture });
    if (request.DryRun === true)
      return describe(cloud, before, { version: { ...after.latest, revisionId: before.latest.revisionId } });
    const { changed, version } =
      request.Publish === true ? publishLatest(cloud, after, {}) : { changed: after, version: after.latest };
    functions.save(changed);
    return describe(cloud, changed, { version, qualifier: request.Publish === true ? version.version : undefined });
  },
);
