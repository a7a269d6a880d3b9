import { RemovePermission$, type RemovePermissionRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import {
  createNoPolicyFault,
  createNoPolicyForFault,
  createRevisionDiffersFault,
  createStatementNotFoundFault,
} from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { checkAliasOfPolicy, getPolicyKey } from "../functions/policy";

const members = {
  FunctionName: required(fields.functionName),
  StatementId: required(fields.statementId),
  Qualifier: optional(fields.qualifier),
  RevisionId: optional(fields.revision),
} satisfies Members<RemovePermissionRequest>;

export const removePermission = operation(RemovePermission$, members, (cloud, request): Reply<object> => {
  const { functions } = cloud.lambda;
  const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
  const found = functions.find(named.name);
  if (found === undefined) throw createNoPolicyForFault(formatFunctionArn(cloud, named.name, named.qualifier));
  checkAliasOfPolicy(cloud, found, named.qualifier);
  const { [getPolicyKey(named.qualifier)]: policy, ...others } = found.policies;
  if (policy === undefined) throw createNoPolicyFault();
  const statements = policy.statements.filter(({ Sid }) => Sid !== request.StatementId);
  if (statements.length === policy.statements.length) throw createStatementNotFoundFault(request.StatementId);
  if (request.RevisionId !== undefined && request.RevisionId !== policy.revisionId) throw createRevisionDiffersFault();
  const left =
    statements.length === 0
      ? {}
      : { [getPolicyKey(named.qualifier)]: { revisionId: functions.createId(), statements } };
  functions.save({ ...found, policies: { ...others, ...left } });
  return {};
});
