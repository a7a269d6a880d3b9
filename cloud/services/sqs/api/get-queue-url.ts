import { GetQueueUrl$, type GetQueueUrlRequest, type GetQueueUrlResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createQueueDoesNotExistFault } from "../model/faults";
import { anyText } from "../model/fields";
import { formatQueueUrl } from "./queue-url";

const members = {
  QueueName: required(anyText),
  QueueOwnerAWSAccountId: optional(anyText),
} satisfies Members<GetQueueUrlRequest>;

export const getQueueUrl = operation(GetQueueUrl$, members, (cloud, request, call): GetQueueUrlResult => {
  if ((request.QueueOwnerAWSAccountId ?? cloud.account) !== cloud.account) throw createQueueDoesNotExistFault();
  return { QueueUrl: formatQueueUrl(cloud, cloud.sqs.requireQueue(request.QueueName), call) };
});
