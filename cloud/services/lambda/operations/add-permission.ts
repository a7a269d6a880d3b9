import { AddPermission$, type AddPermissionRequest, type AddPermissionResponse } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import type { Reply } from "../../../core/operation";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { createInvalidFault, createRevisionDiffersFault, createStatementExistsFault } from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { checkAliasOfPolicy, checkPrincipal, createCondition, getPolicyKey, parsePrincipal } from "../functions/policy";
import type { PolicyStatement } from "../functions/stored-function";

const members = {
  FunctionName: required(fields.functionName),
  StatementId: required(fields.statementId),
  Action: required(string({ pattern: "(lambda:[*]|lambda:[a-zA-Z]+|[*])" })),
  Principal: required(string({ pattern: "[^\\s]+" })),
  SourceArn: optional(fields.sourceArn),
  FunctionUrlAuthType: refused(),
  InvokedViaFunctionUrl: refused(),
  SourceAccount: optional(string({ pattern: "\\d{12}" })),
  EventSourceToken: refused(),
  Qualifier: optional(fields.qualifier),
  RevisionId: optional(fields.revision),
  PrincipalOrgID: refused(),
} satisfies Members<AddPermissionRequest>;

/**
 * @remarks Policies are stored and shown, but not evaluated: every caller with the cloud's keys may call every
 * function.
 */
export const addPermission = createStoredOnly(
  "Lambda: the policy of a function",
  operation(AddPermission$, members, (cloud, request): Reply<AddPermissionResponse> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.requireFunction(named);
    if (named.qualifier === "$LATEST")
      throw createInvalidFault("We currently do not support adding policies for $LATEST.");
    checkAliasOfPolicy(cloud, found, named.qualifier);
    functions.requireVersion(found, named.qualifier);
    checkPrincipal(request.Principal);
    const key = getPolicyKey(named.qualifier);
    const before = found.policies[key];
    if (request.RevisionId !== undefined && request.RevisionId !== before?.revisionId)
      throw createRevisionDiffersFault();
    if (before?.statements.some(({ Sid }) => Sid === request.StatementId))
      throw createStatementExistsFault(request.StatementId);
    const condition = createCondition(request);
    const statement: PolicyStatement = {
      Sid: request.StatementId,
      Effect: "Allow",
      Principal: parsePrincipal(request.Principal),
      Action: request.Action,
      Resource: formatFunctionArn(cloud, found.name, named.qualifier),
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    const policy = { revisionId: functions.createId(), statements: [...(before?.statements ?? []), statement] };
    functions.save({ ...found, policies: { ...found.policies, [key]: policy } });
    return { Statement: JSON.stringify(statement) };
  }),
);
