import * as fields from "../model/fields";
import { AddPermission$, RemovePermission$, GetPolicy$ } from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members, type Reply } from "../../../core/members";
import { string } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import {
  createInvalidFault,
  createRevisionDiffersFault,
  createStatementExistsFault,
  createNoPolicyFault,
  createNoPolicyForFault,
  createStatementNotFoundFault,
  createPolicyNotFoundFault,
  createAliasNotFoundFault,
} from "../model/faults";
import { formatFunctionArn, parseFunctionName } from "../model/function-name";
import type { PolicyStatement, StoredFunction } from "../model/stored-function";
import type { Services } from "../../framework/services";

/** The key under which a policy is stored. */
const getPolicyKey = (qualifier: string | undefined): string => qualifier ?? "";

/** The Principal of a statement: a service, an account (by its number or a user's or role's ARN), or everybody. */
export function parsePrincipal(text: string): PolicyStatement["Principal"] {
  if (text === "*") return "*";
  if (/^\d{12}$/.test(text)) return { AWS: `arn:aws:iam::${text}:root` };
  return text.startsWith("arn:") ? { AWS: text } : { Service: text };
}

/**
 * @throws AwsFault InvalidParameterValueException for a principal that is nobody's (recorded on AWS by LocalStack,
 * 2025-11-25, test_permission_exceptions)
 */
function checkPrincipal(text: string): void {
  if (!/^(?:\*|\d{12}|arn:.+|[\w.-]+\.amazon(?:aws)?\.com(?:\.cn)?)$/.test(text))
    throw createInvalidFault("The provided principal was invalid. Please check the principal and try again.");
}

/**
 * @throws AwsFault ResourceNotFoundException, in the words of aliases, for a qualifier that can only be an alias (recorded
 * on AWS by LocalStack, 2025-11-25, test_permission_exceptions)
 */
function checkAliasOfPolicy(
  around: Pick<Services, "region" | "account">,
  { name, aliases }: StoredFunction,
  qualifier: string | undefined,
): void {
  if (qualifier === undefined || /^\d+$/.test(qualifier) || !/^[\w-]+$/.test(qualifier)) return;
  if (!aliases.some((alias) => alias.name === qualifier))
    throw createAliasNotFoundFault(formatFunctionArn(around, name, qualifier));
}

/** The revision of a function, a version or an alias. @param qualifier of an existing one */
const getRevision = ({ lambda }: Services, of: StoredFunction, qualifier: string | undefined): string =>
  of.aliases.find(({ name }) => name === qualifier)?.revisionId ??
  lambda.functions.requireVersion(of, qualifier, "described").revisionId;

/**
 * The function after a change of the policy of itself, a version or an alias, whose revision is then the policy's
 * (recorded on AWS by LocalStack, 2025-11-25, test_function_revisions_permissions).
 */
function setRevision(of: StoredFunction, qualifier: string | undefined, revisionId: string): StoredFunction {
  if (qualifier === undefined) return { ...of, latest: { ...of.latest, revisionId } };
  return {
    ...of,
    aliases: of.aliases.map((alias) => (alias.name === qualifier ? { ...alias, revisionId } : alias)),
    versions: of.versions.map((item) => (item.version === qualifier ? { ...item, revisionId } : item)),
  };
}

/** The Condition of a statement, which limits the sources of the principal's calls. */
function createCondition({
  SourceArn,
  SourceAccount,
}: {
  readonly SourceArn?: string | undefined;
  readonly SourceAccount?: string | undefined;
}): PolicyStatement["Condition"] {
  if (SourceArn === undefined && SourceAccount === undefined) return undefined;
  return {
    ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
  };
}

const addPermissionMembers = {
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
} satisfies Members<sdk.AddPermissionRequest>;

/**
 * @remarks Policies are stored and shown, but not evaluated: every caller with the cloud's keys may call every
 * function.
 */
export const addPermission = createStoredOnly(
  "Lambda: the policy of a function",
  operation(AddPermission$, addPermissionMembers, (cloud, request): Reply<sdk.AddPermissionResponse> => {
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
    const latestRevision = before?.revisionId ?? getRevision(cloud, found, named.qualifier);
    if (request.RevisionId !== undefined && request.RevisionId !== latestRevision)
      throw createRevisionDiffersFault("GetPolicy");
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
    functions.save({
      ...setRevision(found, named.qualifier, policy.revisionId),
      policies: { ...found.policies, [key]: policy },
    });
    return { Statement: JSON.stringify(statement) };
  }),
);

const removePermissionMembers = {
  FunctionName: required(fields.functionName),
  StatementId: required(fields.statementId),
  Qualifier: optional(fields.qualifier),
  RevisionId: optional(fields.revision),
} satisfies Members<sdk.RemovePermissionRequest>;

export const removePermission = operation(
  RemovePermission$,
  removePermissionMembers,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined) throw createNoPolicyForFault(formatFunctionArn(cloud, named.name, named.qualifier));
    checkAliasOfPolicy(cloud, found, named.qualifier);
    const { [getPolicyKey(named.qualifier)]: policy, ...others } = found.policies;
    if (policy === undefined) throw createNoPolicyFault();
    const statements = policy.statements.filter(({ Sid }) => Sid !== request.StatementId);
    if (statements.length === policy.statements.length) throw createStatementNotFoundFault(request.StatementId);
    if (request.RevisionId !== undefined && request.RevisionId !== policy.revisionId)
      throw createRevisionDiffersFault("GetPolicy");
    const revisionId = functions.createId();
    const left = statements.length === 0 ? {} : { [getPolicyKey(named.qualifier)]: { revisionId, statements } };
    functions.save({ ...setRevision(found, named.qualifier, revisionId), policies: { ...others, ...left } });
    return {};
  },
);

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<sdk.GetPolicyRequest>;

export const getPolicy = operation(GetPolicy$, members, (cloud, request): Reply<sdk.GetPolicyResponse> => {
  const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
  // A missing function has no text of its own (recorded on AWS by LocalStack, test_permission_exceptions).
  const policy = cloud.lambda.functions.find(named.name)?.policies[getPolicyKey(named.qualifier)];
  if (policy === undefined) throw createPolicyNotFoundFault();
  return {
    Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
    RevisionId: policy.revisionId,
  };
});
