import {
  StartDeliveryStreamEncryption$,
  type DeliveryStreamEncryptionConfigurationInput,
  type StartDeliveryStreamEncryptionInput,
  type StartDeliveryStreamEncryptionOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, structure, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { oneOf, string } from "../../../core/rules";
import { operation } from "../../operation";
import { encryptionOnlyForDirectPut, valueNotEmulated } from "../faults";
import { deliveryStreamName } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamEncryptionConfigurationInput: optional(
    structure({
      KeyARN: optional(string({ length: { min: 1, max: 512 } })),
      KeyType: required(oneOf(["AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"])),
    } satisfies Members<DeliveryStreamEncryptionConfigurationInput>),
  ),
} satisfies Members<StartDeliveryStreamEncryptionInput>;

/** The switch shows in answers and descriptions; what lies on this machine's disk is not encrypted by it. */
export const startDeliveryStreamEncryption = operation(
  StartDeliveryStreamEncryption$,
  members,
  ({ firehose }, request): Reply<StartDeliveryStreamEncryptionOutput> => {
    const { KeyType = "AWS_OWNED_CMK" } = request.DeliveryStreamEncryptionConfigurationInput ?? {};
    const { name, source } = firehose.stream(request.DeliveryStreamName);
    if (source !== undefined) throw encryptionOnlyForDirectPut();
    if (KeyType !== "AWS_OWNED_CMK") throw valueNotEmulated("KeyType", KeyType);
    firehose.active(name);
    firehose.change(name, { isEncrypted: true });
    return {};
  },
);
