import { RemovePermission$, type RemovePermissionRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { noPolicy, noPolicyFor, revisionDiffers, statementNotFound } from "../faults";
import * as fields from "../fields";
import { functionArn, namedFunction } from "../function-name";
import { checkAliasOfPolicy, policyKey } from "../functions/policy";

const members = {
  FunctionName: required(fields.functionName),
  StatementId: required(fields.statementId),
  Qualifier: optional(fields.qualifier),
  RevisionId: optional(fields.revision),
} satisfies Members<RemovePermissionRequest>;

export const removePermission = operation(RemovePermission$, members, (cloud, request): Reply<object> => {
  const { functions } = cloud.lambda;
  const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
  const found = functions.find(named.name);
  if (found === undefined) throw noPolicyFor(functionArn(cloud, named.name, named.qualifier));
  checkAliasOfPolicy(cloud, found, named.qualifier);
  const { [policyKey(named.qualifier)]: policy, ...others } = found.policies;
  if (policy === undefined) throw noPolicy();
  const statements = policy.statements.filter(({ Sid }) => Sid !== request.StatementId);
  if (statements.length === policy.statements.length) throw statementNotFound(request.StatementId);
  if (request.RevisionId !== undefined && request.RevisionId !== policy.revisionId) throw revisionDiffers();
  const left =
    statements.length === 0 ? {} : { [policyKey(named.qualifier)]: { revisionId: functions.newId(), statements } };
  functions.save({ ...found, policies: { ...others, ...left } });
  return {};
});
