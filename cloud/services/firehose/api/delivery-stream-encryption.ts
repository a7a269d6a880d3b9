import {
  StartDeliveryStreamEncryption$,
  StopDeliveryStreamEncryption$,
  type StartDeliveryStreamEncryptionInput,
  type StartDeliveryStreamEncryptionOutput,
  type StopDeliveryStreamEncryptionInput,
  type StopDeliveryStreamEncryptionOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { requireKey, encryptionConfigurationInput, STREAM_ENCRYPTION } from "./encryption";
import { createEncryptionOnlyForDirectPutFault } from "../model/faults";
import { deliveryStreamName } from "../model/fields";

const startDeliveryStreamEncryptionMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamEncryptionConfigurationInput: optional(encryptionConfigurationInput),
} satisfies Members<StartDeliveryStreamEncryptionInput>;

/** Answers and descriptions show the encryption; the data on this machine's disk is not encrypted. */
export const startDeliveryStreamEncryption = createStoredOnly(
  STREAM_ENCRYPTION,
  operation(
    StartDeliveryStreamEncryption$,
    startDeliveryStreamEncryptionMembers,
    (cloud, request): Reply<StartDeliveryStreamEncryptionOutput> => {
      const { firehose } = cloud;
      const key = request.DeliveryStreamEncryptionConfigurationInput ?? { KeyType: "AWS_OWNED_CMK" };
      const { name, source } = firehose.requireStream(request.DeliveryStreamName);
      if (source !== undefined) throw createEncryptionOnlyForDirectPutFault();
      const encryptionKey = requireKey(cloud, key);
      firehose.requireActive(name);
      firehose.change(name, { isEncrypted: true, encryptionKey });
      return {};
    },
  ),
);

const stopDeliveryStreamEncryptionMembers = {
  DeliveryStreamName: required(deliveryStreamName),
} satisfies Members<StopDeliveryStreamEncryptionInput>;

export const stopDeliveryStreamEncryption = operation(
  StopDeliveryStreamEncryption$,
  stopDeliveryStreamEncryptionMembers,
  ({ firehose }, request): Reply<StopDeliveryStreamEncryptionOutput> => {
    const { name, source } = firehose.requireStream(request.DeliveryStreamName);
    if (source !== undefined) throw createEncryptionOnlyForDirectPutFault();
    firehose.requireActive(name);
    firehose.change(name, { isEncrypted: false, encryptionKey: undefined });
    return {};
  },
);
