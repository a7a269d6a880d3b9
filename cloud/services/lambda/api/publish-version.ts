import { PublishVersion$, type FunctionConfiguration, type PublishVersionRequest } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { createInvalidFault, createRevisionDiffersFault } from "../model/faults";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import { checkChangeable } from "./functions/change";
import { describe } from "./functions/describe";
import { publishLatest } from "./functions/publish";

const members = {
  FunctionName: required(fields.functionName),
  CodeSha256: optional(fields.token),
  Description: optional(fields.description),
  RevisionId: optional(fields.revision),
  PublishTo: refused(),
} satisfies Members<PublishVersionRequest>;

export const publishVersion = operation(PublishVersion$, members, (cloud, request): Reply<FunctionConfiguration> => {
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
});
