import {
  UpdateFunctionCode$,
  type FunctionConfiguration,
  type UpdateFunctionCodeRequest,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createCodeNotAllowedFault } from "../model/faults";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import { checkChangeable, updateLatest } from "./functions/change";
import { describe } from "./functions/describe";
import { fetchCode } from "./functions/given-code";
import { resolveArchitecture } from "./functions/given-settings";
import { publishLatest } from "./functions/publish";
import { checkSizes } from "./layers/given-layers";

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
