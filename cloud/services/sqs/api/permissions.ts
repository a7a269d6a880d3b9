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
import { mergeAttributes, type Attributes } from "../model/queue/attributes";
import { addStatement, removeStatement } from "../model/queue/permissions";
import type { Services } from "../../framework/services";
import { parseAllowedSources, redrivePolicy } from "../model/queue/redrive-policy";

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
