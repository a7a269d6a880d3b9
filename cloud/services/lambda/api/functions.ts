import * as fields from "../model/fields";
import { CreateFunction$, GetFunction$, ListFunctions$, DeleteFunction$ } from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, refused, required, structure, type Members, type Reply } from "../../../core/members";
import { emulatedOf, oneOf } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import {
  createCodeNotAllowedFault,
  createFunctionExistsFault,
  createInvalidFault,
  createConflictFault,
} from "../model/faults";
import { parseFunctionName, parseNewFunctionName } from "../model/function-name";
import { describe, describeListed } from "./functions/describe";
import { fetchCode } from "./functions/code-input";
import { resolveArchitecture, checkSettings, createDefaultSettings } from "./functions/settings-input";
import { checkTags } from "./tags";
import type { StoredFunction, StoredVersion } from "../model/stored-function";
import { listPage, getVersionKey } from "./page";
import { SETTING_NOTES, reportSettings, publishLatest } from "./functions/change";
import { checkSizes } from "./layers/describe-layer";

const code = structure({
  ZipFile: optional(fields.zip),
  S3Bucket: optional(fields.bucket),
  S3Key: optional(fields.objectKey),
  S3ObjectVersion: refused(),
  S3ObjectStorageMode: refused(),
  ImageUri: refused(),
  SourceKMSKeyArn: refused(),
} satisfies Members<sdk.FunctionCode>);

const createFunctionMembers = {
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
} satisfies Members<sdk.CreateFunctionRequest>;

/** A new function is Pending for about a second, and then Active. */
export const createFunction = operationWithNotes(...SETTING_NOTES)(
  CreateFunction$,
  createFunctionMembers,
  async (cloud, request, call): Promise<Awaited<Reply<sdk.FunctionConfiguration>>> => {
    if (!cloud.runsCode) throw createCodeNotAllowedFault();
    const { Runtime: runtime, Handler: handler, Role: role } = request;
    const name = parseNewFunctionName(cloud, request.FunctionName);
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
      tags: checkTags(request.Tags ?? {}),
      ...empty,
    };
    const result = request.Publish === true ? publishLatest(cloud, created, {}) : { changed: created, version: latest };
    // Described before it is saved: AWS always answers Pending, but after a slow write the function might be Active
    // already.
    // The ARN is the function's, even beside a version (recorded on AWS by LocalStack, 2025-11-25,
    // test_publish_version_on_create).
    const description = describe(cloud, result.changed, { version: result.version });
    functions.save(result.changed);
    reportSettings(cloud, call, request);
    return description;
  },
);

const functionMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<sdk.GetFunctionRequest> & Members<sdk.DeleteFunctionRequest>;

export const getFunction = operation(
  GetFunction$,
  functionMembers,
  (cloud, request, call): Reply<sdk.GetFunctionResponse> => {
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.requireFunction(named);
    const version = cloud.lambda.functions.requireVersion(found, named.qualifier, "described");
    return {
      Configuration: describe(cloud, found, { version, qualifier: named.qualifier }),
      Code: {
        RepositoryType: "S3",
        Location: `${call.endpoint}/_lab/lambda/code?${cloud.lambda.codeLinks.query({ function: found.name, version: version.version })}`,
      },
      ...(Object.keys(found.tags).length === 0 ? {} : { Tags: { ...found.tags } }),
      ...(found.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
    };
  },
);

const listFunctionsMembers = {
  MasterRegion: refused(),
  FunctionVersion: optional(oneOf(["ALL"])),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<sdk.ListFunctionsRequest>;

/** `ALL` lists published versions, too. */
export const listFunctions = operation(
  ListFunctions$,
  listFunctionsMembers,
  (cloud, request): Reply<sdk.ListFunctionsResponse> => {
    const all = cloud.lambda.functions.listAll().flatMap((item) =>
      [item.latest, ...(request.FunctionVersion === "ALL" ? item.versions : [])].map((version) => ({
        of: item,
        version,
      })),
    );
    const { items, ...next } = listPage(all, ({ of, version }) => `${of.name} ${getVersionKey(version)}`, request);
    return {
      Functions: items.map(({ of, version }) =>
        describeListed(cloud, of, {
          version,
          qualifier: request.FunctionVersion === "ALL" ? version.version : undefined,
        }),
      ),
      ...next,
    };
  },
);

/** Without a qualifier deletes the whole function; with a version's number, only that version, which may be missing. */
export const deleteFunction = operation(
  DeleteFunction$,
  functionMembers,
  async (cloud, request, call): Promise<sdk.DeleteFunctionResponse> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    // Before the function is looked for (recorded on AWS by LocalStack, 2025-11-25, test_ops_with_arn_qualifier_mismatch).
    if (named.qualifier === "$LATEST")
      throw createInvalidFault("$LATEST version cannot be deleted without deleting the function.");
    const found = functions.requireFunction({ ...named, qualifier: undefined });
    call.reply.status = 204;
    if (named.qualifier === undefined) {
      await functions.remove(found);
      return {};
    }
    const version = named.qualifier;
    if (!/^\d+$/.test(version)) throw createInvalidFault("Deletion of aliases is not currently supported.");
    const alias = found.aliases.find((alias) => alias.version === version);
    if (alias !== undefined)
      throw createConflictFault(`Unable to delete version because the following aliases reference it: [${alias.name}]`);
    functions.save({ ...found, versions: found.versions.filter((item) => item.version !== version) });
    return {};
  },
);
