import {
  CreateFunction$,
  type CreateFunctionRequest,
  type FunctionCode,
  type FunctionConfiguration,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { emulatedOf } from "../../../core/rules";
import { operationWithNotes } from "../../operation";
import { createCodeNotAllowedFault, createFunctionExistsFault, createInvalidFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describe } from "../functions/describe";
import { fetchCode } from "../functions/given-code";
import { resolveArchitecture, checkSettings, createDefaultSettings } from "../functions/given-settings";
import { publishLatest } from "../functions/publish";
import type { StoredFunction, StoredVersion } from "../functions/stored-function";
import { SETTING_NOTES, reportSettings } from "../functions/setting-notes";
import { checkSizes } from "../layers/given-layers";

const code = structure({
  ZipFile: optional(fields.zip),
  S3Bucket: optional(fields.bucket),
  S3Key: optional(fields.objectKey),
  S3ObjectVersion: refused(),
  S3ObjectStorageMode: refused(),
  ImageUri: refused(),
  SourceKMSKeyArn: refused(),
} satisfies Members<FunctionCode>);

const members = {
  FunctionName: required(fields.newFunctionName),
  Runtime: optional(fields.runtime),
  Role: required(fields.role),
  Handler: optional(fields.handler),
  Code: required(code),
  Description: optional(fields.description),
  Timeout: optional(fields.timeout),
  MemorySize: optional(fields.memory),
  Publish: optional(fields.flag),
  PublishTo: refused(),
  VpcConfig: optional(fields.vpc),
  PackageType: optional(emulatedOf(["Zip"], ["Image"])),
  DeadLetterConfig: optional(fields.deadLetter),
  Environment: optional(fields.environment),
  KMSKeyArn: optional(fields.kmsKeyArn),
  TracingConfig: optional(fields.tracing),
  Tags: optional(fields.tags),
  Layers: optional(fields.layers),
  FileSystemConfigs: refused(),
  CodeSigningConfigArn: refused(),
  ImageConfig: refused(),
  Architectures: optional(fields.architectures),
  EphemeralStorage: optional(fields.ephemeralStorage),
  SnapStart: refused(),
  LoggingConfig: optional(fields.logging),
  TenancyConfig: refused(),
  CapacityProviderConfig: refused(),
  DurableConfig: refused(),
} satisfies Members<CreateFunctionRequest>;

/** A new function is Pending for about a second, and then Active. */
export const createFunction = operationWithNotes(...SETTING_NOTES)(
  CreateFunction$,
  members,
  async (cloud, request, call): Promise<Awaited<Reply<FunctionConfiguration>>> => {
    if (!cloud.runsCode) throw createCodeNotAllowedFault();
    const { Runtime: runtime, Handler: handler, Role: role } = request;
    const { name } = parseFunctionName(cloud, request.FunctionName);
    if (runtime === undefined || handler === undefined)
      throw createInvalidFault(
        "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
      );
    const { functions } = cloud.lambda;
    const settings = checkSettings(cloud, name, request);
    const architecture = resolveArchitecture(request.Architectures);
    const taken = await fetchCode(cloud, request.Code);
    checkSizes(cloud, taken, settings.layers);
    if (functions.find(name) !== undefined) throw createFunctionExistsFault(name);
    const at = cloud.now();
    const latest: StoredVersion = {
      ...createDefaultSettings(name),
      runtime,
      handler,
      role,
      ...settings,
      architecture,
      code: taken,
      version: "$LATEST",
      modifiedAt: at,
      revisionId: functions.createId(),
    };
    const empty = { versions: [], nextVersion: 1, aliases: [], policies: {}, eventInvoke: {} };
    const created: StoredFunction = {
      name,
      id: functions.createId(),
      createdAt: at,
      latest,
      tags: request.Tags ?? {},
      ...empty,
    };
    const result = request.Publish === true ? publishLatest(cloud, created, {}) : { changed: created, version: latest };
    // Described before it is saved: AWS always answers Pending, but after a slow write the function might be Active
    // already.
    const description = describe(cloud, result.changed, {
      version: result.version,
      qualifier: request.Publish === true ? result.version.version : undefined,
    });
    functions.save(result.changed);
    reportSettings(cloud, call, request);
    return description;
  },
);
