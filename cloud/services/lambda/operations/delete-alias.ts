import { DeleteAlias$, type DeleteAliasRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";

const members = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
} satisfies Members<DeleteAliasRequest>;

/** Deleting a missing alias is no error. */
export const deleteAlias = operation(DeleteAlias$, members, (cloud, request): Reply<object> => {
  const { functions } = cloud.lambda;
  const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  functions.save({ ...found, aliases: found.aliases.filter(({ name }) => name !== request.Name) });
  return {};
});
