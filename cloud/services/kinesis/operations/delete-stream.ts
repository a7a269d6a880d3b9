import { DeleteStream$, type DeleteStreamInput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { hasConsumers } from "../faults";
import { flag, streamMembers } from "../fields";

const members = { ...streamMembers, EnforceConsumerDeletion: optional(flag) } satisfies Members<DeleteStreamInput>;

/** Also allowed while a stream is CREATING (KDS-028). */
export const deleteStream = operation(DeleteStream$, members, (cloud, request): void => {
  const stream = cloud.kinesis.stream(request);
  if (!request.EnforceConsumerDeletion && cloud.kinesis.consumers.of(stream).length > 0) throw hasConsumers(stream);
  if (stream.stored.status !== "DELETING") cloud.kinesis.begin(stream, { kind: "delete" });
});
