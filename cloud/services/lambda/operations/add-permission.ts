import { AddPermission$, type AddPermissionRequest, type AddPermissionResponse } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import type { Reply } from "../../../core/operation";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { invalid, revisionDiffers, statementExists } from "../faults";
import * as fields from "../fields";
import { functionArn, namedFunction } from "../function-name";
import { checkAliasOfPolicy, checkPrincipal, conditionOf, policyKey, principalOf } from "../functions/policy";
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
export const addPermission = keptOnly(
  "Lambda: the policy of a function",
  operation(AddPermission$, members, (cloud, request): Reply<AddPermissionResponse> => {
    const { functions } = cloud.lambda;
    const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
    const found = functions.named(named);
    if (named.qualifier === "$LATEST") throw invalid("We currently do not support adding policies for $LATEST.");
    checkAliasOfPolicy(cloud, found, named.qualifier);
    functions.version(found, named.qualifier);
    checkPrincipal(request.Principal);
    const key = policyKey(named.qualifier);
    const before = found.policies[key];
    if (request.RevisionId !== undefined && request.RevisionId !== before?.revisionId) throw revisionDiffers();
    if (before?.statements.some(({ Sid }) => Sid === request.StatementId)) throw statementExists(request.StatementId);
    const condition = conditionOf(request);
    const statement: PolicyStatement = {
      Sid: request.StatementId,
      Effect: "Allow",
      Principal: principalOf(request.Principal),
      Action: request.Action,
      Resource: functionArn(cloud, found.name, named.qualifier),
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    const policy = { revisionId: functions.newId(), statements: [...(before?.statements ?? []), statement] };
    functions.save({ ...found, policies: { ...found.policies, [key]: policy } });
    return { Statement: JSON.stringify(statement) };
  }),
);
