import {
  AddPermission$,
  RemovePermission$,
  type AddPermissionRequest,
  type RemovePermissionRequest,
} from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createInvalidValueFault, createMissingParameterFault, createBadPolicyFault } from "../model/faults";
import { filledText, texts, url } from "../model/fields";
import { findQueueAt } from "./queue-url";
import { mergeAttributes, type Attributes, parseAllowedSources, redrivePolicy } from "../model/queue/attributes";
import type { Services } from "../../framework/services";
import { getItemAt } from "../../../../foundation/item-at";

/** A statement of a queue's policy, as AddPermission writes it. */
interface Statement {
  readonly Sid?: unknown;
}

/** A policy in the queue's attribute, which may contain statements not written by AddPermission. */
interface Policy {
  readonly Statement?: readonly Statement[] | Statement;
}

/** Permissions of a queue: which account may call which action. */
interface Permission {
  readonly label: string;
  readonly accounts: readonly string[];
  /** `*`, or operations' names. */
  readonly actions: readonly string[];
}

/** The version of the policy language that AWS writes here, to this day. */
const VERSION = "2008-10-17";

/** A single value instead of a list with one item, as AWS writes policies. */
const unwrapSingle = <T>(values: readonly T[]): T | readonly T[] =>
  values.length === 1 ? getItemAt(values, 0) : values;

/**
 * The policy with one more statement, as recorded on AWS by LocalStack, 2024-04-30 (test_sqs.py, test_sqs_permission_lifecycle).
 *
 * @param before the queue's policy, if it has one
 * @throws AwsFault InvalidParameterValueException if the label is taken
 */
function addStatement(before: string | undefined, queueArn: string, permission: Permission): string {
  const { label, accounts, actions } = permission;
  const policy = read(before);
  const statements = getStatements(policy);
  if (statements.some(({ Sid }) => Sid === label)) throw createInvalidValueFault(label, "Label", "Already exists.");
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: unwrapSingle(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: unwrapSingle(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  return JSON.stringify({
    Version: VERSION,
    Id: `${queueArn}/SQSDefaultPolicy`,
    ...policy,
    Statement: [...statements, statement],
  });
}

/**
 * The policy without the statement with this label.
 *
 * @returns empty if no statement is left
 * @throws AwsFault InvalidParameterValueException if there is no statement with this label
 */
function removeStatement(before: string | undefined, label: string): string {
  const policy = read(before);
  const statements = getStatements(policy);
  const left = statements.filter(({ Sid }) => Sid !== label);
  if (left.length === statements.length) throw createInvalidValueFault(label, "Label", "can't find label.");
  return left.length === 0 ? "" : JSON.stringify({ ...policy, Statement: left });
}

/** The border: that a policy is a JSON object was checked when it came in. */
const read = (policy: string | undefined): Policy => (policy === undefined ? {} : (JSON.parse(policy) as Policy));

const getStatements = ({ Statement: held = [] }: Policy): readonly Statement[] =>
  // The border: a single statement may be written without a list.
  Array.isArray(held) ? (held as readonly Statement[]) : [held as Statement];

const addPermissionMembers = {
  QueueUrl: required(url),
  Label: required(filledText),
  AWSAccountIds: required(texts),
  Actions: required(texts),
} satisfies Members<AddPermissionRequest>;

/** The actions that AddPermission may allow, from the API reference. */
const ACTIONS = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

/**
 * Adds a statement to the queue's policy. Policies are stored, but not evaluated.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 */
export const addPermission = createStoredOnly(
  "SQS: the policy of a queue",
  operation(AddPermission$, addPermissionMembers, (cloud, request): void => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const { Label: label, AWSAccountIds: accounts, Actions: actions } = request;
    // The rules are from the API reference; the texts are known from reports.
    if (!/^[\w-]{1,80}$/.test(label))
      throw createInvalidValueFault(
        label,
        "Label",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
      );
    if (accounts.length === 0) throw createMissingParameterFault("PrincipalId");
    if (actions.length === 0) throw createMissingParameterFault("Actions");
    const wrongAccount = accounts.find((account) => !/^\d{12}$/.test(account));
    if (wrongAccount !== undefined)
      throw createInvalidValueFault(`[${wrongAccount}]`, "PrincipalId", "Unable to verify.");
    const wrongAction = actions.find((action) => !ACTIONS.has(action));
    if (wrongAction !== undefined)
      throw createInvalidValueFault(
        `SQS:${wrongAction}`,
        "ActionName",
        "Only the queue owner is allowed to invoke this action.",
      );
    const { attributes } = queue.stored;
    const Policy = addStatement(attributes["Policy"], queue.arn, { label, accounts, actions });
    cloud.sqs.change(queue, { attributes: { ...attributes, Policy }, modifiedAt: cloud.now() });
  }),
);

const removePermissionMembers = {
  QueueUrl: required(url),
  Label: required(filledText),
} satisfies Members<RemovePermissionRequest>;

/**
 * Removes a statement from the queue's policy.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
 */
export const removePermission = operation(RemovePermission$, removePermissionMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const { attributes } = queue.stored;
  const Policy = removeStatement(attributes["Policy"], request.Label);
  cloud.sqs.change(queue, { attributes: mergeAttributes(attributes, { Policy }), modifiedAt: cloud.now() });
});

/**
 * Checks the policies that a request gives a queue against the queues that they name.
 *
 * @throws AwsFault InvalidParameterValueException; all texts except that of a wrong type are known from reports
 */
export function checkPolicies(
  cloud: Services,
  queue: { readonly name: string; readonly isFifo: boolean },
  attributes: Attributes,
): void {
  if (attributes["RedriveAllowPolicy"]) parseAllowedSources(attributes["RedriveAllowPolicy"]);
  const policy = attributes["RedrivePolicy"];
  if (!policy) return;
  const target = cloud.sqs.findByArn(redrivePolicy(policy).deadLetterArn);
  const createPolicyError = (reason: string): Error => createBadPolicyFault(policy, "RedrivePolicy", reason);
  if (target === undefined) throw createPolicyError("Dead letter target does not exist");
  if (target.settings.isFifo !== queue.isFifo)
    throw createPolicyError("Dead-letter queue must be same type of queue as the source");
  const allowed = target.stored.attributes["RedriveAllowPolicy"];
  const sources = allowed === undefined ? undefined : parseAllowedSources(allowed);
  if (sources !== undefined && !sources.includes(cloud.createArn("sqs", queue.name)))
    throw createPolicyError("Queue does not have permission to use the dead-letter queue");
}
