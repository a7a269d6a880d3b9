import { GetQueueUrl$, type GetQueueUrlRequest, type GetQueueUrlResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { queueDoesNotExist } from "../faults";
import { anyText } from "../fields";
import { queueUrl } from "../queue-url";

const members = {
  QueueName: required(anyText),
  QueueOwnerAWSAccountId: optional(anyText),
} satisfies Members<GetQueueUrlRequest>;

export const getQueueUrl = operation(GetQueueUrl$, members, (cloud, request, call): GetQueueUrlResult => {
  if ((request.QueueOwnerAWSAccountId ?? cloud.account) !== cloud.account) throw queueDoesNotExist();
  return { QueueUrl: queueUrl(cloud, cloud.sqs.named(request.QueueName), call) };
});
