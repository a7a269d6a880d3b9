import {
  StopDeliveryStreamEncryption$,
  type StopDeliveryStreamEncryptionInput,
  type StopDeliveryStreamEncryptionOutput,
} from "@aws-sdk/client-firehose";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createEncryptionOnlyForDirectPutFault } from "../faults";
import { deliveryStreamName } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
} satisfies Members<StopDeliveryStreamEncryptionInput>;

export const stopDeliveryStreamEncryption = operation(
  StopDeliveryStreamEncryption$,
  members,
  ({ firehose }, request): Reply<StopDeliveryStreamEncryptionOutput> => {
    const { name, source } = firehose.requireStream(request.DeliveryStreamName);
    if (source !== undefined) throw createEncryptionOnlyForDirectPutFault();
    firehose.requireActive(name);
    firehose.change(name, { isEncrypted: false, encryptionKey: undefined });
    return {};
  },
);
