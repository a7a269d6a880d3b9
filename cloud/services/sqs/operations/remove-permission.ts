import { RemovePermission$, type RemovePermissionRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { filledText, url } from "../fields";
import { mergeAttributes } from "../queue/attributes";
import { removeStatement } from "../queue/permissions";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url), Label: required(filledText) } satisfies Members<RemovePermissionRequest>;

/**
 * Removes a statement from the queue's policy.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
 */
export const removePermission = operation(RemovePermission$, members, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const { attributes } = queue.stored;
  const Policy = removeStatement(attributes["Policy"], request.Label);
  cloud.sqs.change(queue, { attributes: mergeAttributes(attributes, { Policy }), modifiedAt: cloud.now() });
});
