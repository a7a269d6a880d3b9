import { DeleteStream$, type DeleteStreamInput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createHasConsumersFault } from "../model/faults";
import { flag, streamMembers } from "../model/fields";

const members = { ...streamMembers, EnforceConsumerDeletion: optional(flag) } satisfies Members<DeleteStreamInput>;

/** Also allowed while a stream is CREATING (KDS-028). */
export const deleteStream = operation(DeleteStream$, members, (cloud, request): void => {
  const stream = cloud.kinesis.requireStream(request);
  if (!request.EnforceConsumerDeletion && cloud.kinesis.consumers.listOf(stream).length > 0)
    throw createHasConsumersFault(stream);
  if (stream.stored.status !== "DELETING") cloud.kinesis.begin(stream, { kind: "delete" });
});
