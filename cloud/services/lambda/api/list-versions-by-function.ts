import * as fields from "../model/fields";
import {
  ListVersionsByFunction$,
  type ListVersionsByFunctionRequest,
  type ListVersionsByFunctionResponse,
  PublishVersion$,
  type FunctionConfiguration,
  type PublishVersionRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members, refused, type Reply } from "../../../core/members";
import { operation } from "../../framework/operation";
import { parseFunctionName } from "../model/function-name";
import { describeListed, describe } from "./functions/describe";
import { listPage, getVersionKey } from "./page";
import { createInvalidFault, createRevisionDiffersFault } from "../model/faults";
import { checkChangeable, publishLatest } from "./functions/change";

const listVersionsByFunctionMembers = {
  FunctionName: required(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListVersionsByFunctionRequest>;

/** `$LATEST` comes first. */
export const listVersionsByFunction = operation(
  ListVersionsByFunction$,
  listVersionsByFunctionMembers,
  (cloud, request): Reply<ListVersionsByFunctionResponse> => {
    const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    const { items, ...next } = listPage([found.latest, ...found.versions], getVersionKey, request);
    return {
      Versions: items.map((version) => describeListed(cloud, found, { version, qualifier: version.version })),
      ...next,
    };
  },
);

const publishVersionMembers = {
  FunctionName: required(fields.functionName),
  CodeSha256: optional(fields.token),
  Description: optional(fields.description),
  RevisionId: optional(fields.revision),
  PublishTo: refused(),
} satisfies Members<PublishVersionRequest>;

export const publishVersion = operation(
  PublishVersion$,
  publishVersionMembers,
  (cloud, request): Reply<FunctionConfiguration> => {
    const { CodeSha256: sha256, Description: description, RevisionId: revision } = request;
    const { functions } = cloud.lambda;
    const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    checkChangeable(cloud, found);
    const { latest } = found;
    if (revision !== undefined && revision !== latest.revisionId) throw createRevisionDiffersFault();
    if (sha256 !== undefined && sha256 !== latest.code.sha256) {
      throw createInvalidFault(
        `CodeSHA256 (${sha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const { changed, version } = publishLatest(cloud, found, { description });
    functions.save(changed);
    return describe(cloud, changed, { version, qualifier: version.version });
  },
);
