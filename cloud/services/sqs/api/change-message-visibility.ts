import { ChangeMessageVisibility$, type ChangeMessageVisibilityRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { handle, hiddenSeconds, url } from "../model/fields";
import { changeVisibility } from "../model/queue/receipts";
import { findQueueAt } from "./queue-url";

const members = {
  QueueUrl: required(url),
  ReceiptHandle: required(handle),
  VisibilityTimeout: required(hiddenSeconds),
} satisfies Members<ChangeMessageVisibilityRequest>;

export const changeMessageVisibility = operation(ChangeMessageVisibility$, members, (cloud, request): void => {
  const refusal = changeVisibility(findQueueAt(cloud, request.QueueUrl), request.ReceiptHandle, {
    now: cloud.now(),
    seconds: request.VisibilityTimeout,
  });
  if (refusal !== undefined) throw refusal;
});
