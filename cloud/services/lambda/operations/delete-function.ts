import { DeleteFunction$, type DeleteFunctionRequest, type DeleteFunctionResponse } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createConflictFault, createInvalidFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<DeleteFunctionRequest>;

/** Without a qualifier deletes the whole function; with a version's number, only that version. */
export const deleteFunction = operation(
  DeleteFunction$,
  members,
  async (cloud, request, call): Promise<DeleteFunctionResponse> => {
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
    const { version } = functions.requireVersion(found, named.qualifier);
    if (version !== named.qualifier) throw createInvalidFault("Deletion of aliases is not currently supported.");
    const alias = found.aliases.find((alias) => alias.version === version);
    if (alias !== undefined)
      throw createConflictFault(`Unable to delete version because the following aliases reference it: [${alias.name}]`);
    functions.save({ ...found, versions: found.versions.filter((item) => item.version !== version) });
    return {};
  },
);
