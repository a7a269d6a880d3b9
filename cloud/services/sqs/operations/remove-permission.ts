import { RemovePermission$, type RemovePermissionRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { filledText, url } from "../fields";
import { withAttributes } from "../queue/attributes";
import { withoutPermission } from "../queue/permissions";
import { queueAt } from "../queue-url";

const members = { QueueUrl: required(url), Label: required(filledText) } satisfies Members<RemovePermissionRequest>;

/**
 * Removes a statement from the queue's policy.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
 */
export const removePermission = operation(RemovePermission$, members, (cloud, request): void => {
  const queue = queueAt(cloud, request.QueueUrl);
  const { attributes } = queue.stored;
  const Policy = withoutPermission(attributes["Policy"], request.Label);
  cloud.sqs.change(queue, { attributes: withAttributes(attributes, { Policy }), modifiedAt: cloud.now() });
});
