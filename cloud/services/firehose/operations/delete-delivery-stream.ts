import {
  DeleteDeliveryStream$,
  type DeleteDeliveryStreamInput,
  type DeleteDeliveryStreamOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { createStreamBusyFault } from "../faults";
import { deliveryStreamName } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  // On AWS the deletion goes on although the KMS grant cannot be retired; the lab cloud has no grants.
  AllowForceDelete: optional(boolean()),
} satisfies Members<DeleteDeliveryStreamInput>;

export const deleteDeliveryStream = operation(
  DeleteDeliveryStream$,
  members,
  ({ firehose, account }, { DeliveryStreamName: name }): Reply<DeleteDeliveryStreamOutput> => {
    const { status } = firehose.requireStream(name);
    if (status === "CREATING") throw createStreamBusyFault(name, account, status);
    if (status !== "DELETING") firehose.delete(name);
    return {};
  },
);
