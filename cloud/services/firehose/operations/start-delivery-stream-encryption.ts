import {
  StartDeliveryStreamEncryption$,
  type StartDeliveryStreamEncryptionInput,
  type StartDeliveryStreamEncryptionOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { checkedKey, encryptionConfigurationInput, STREAM_ENCRYPTION } from "../encryption";
import { encryptionOnlyForDirectPut } from "../faults";
import { deliveryStreamName } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamEncryptionConfigurationInput: optional(encryptionConfigurationInput),
} satisfies Members<StartDeliveryStreamEncryptionInput>;

/** Answers and descriptions show the encryption; the data on this machine's disk is not encrypted. */
export const startDeliveryStreamEncryption = keptOnly(
  STREAM_ENCRYPTION,
  operation(StartDeliveryStreamEncryption$, members, (cloud, request): Reply<StartDeliveryStreamEncryptionOutput> => {
    const { firehose } = cloud;
    const key = request.DeliveryStreamEncryptionConfigurationInput ?? { KeyType: "AWS_OWNED_CMK" };
    const { name, source } = firehose.stream(request.DeliveryStreamName);
    if (source !== undefined) throw encryptionOnlyForDirectPut();
    const encryptionKey = checkedKey(cloud, key);
    firehose.active(name);
    firehose.change(name, { isEncrypted: true, encryptionKey });
    return {};
  }),
);
