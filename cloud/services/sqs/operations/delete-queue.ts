import { DeleteQueue$, type DeleteQueueRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { url } from "../fields";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url) } satisfies Members<DeleteQueueRequest>;

/**
 * @remarks AWS takes up to a minute; here the queue is deleted at once. On both, its name cannot be reused for a minute
 * (SVC-006).
 */
export const deleteQueue = operation(DeleteQueue$, members, (cloud, request): void => {
  cloud.sqs.delete(findQueueAt(cloud, request.QueueUrl));
});
