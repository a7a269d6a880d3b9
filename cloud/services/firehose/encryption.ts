import type { DeliveryStreamEncryptionConfigurationInput } from "@aws-sdk/client-firehose";
import { regionOfArn } from "../../core/arn-parts";
import type { Call } from "../../core/call";
import { tellKept } from "../../core/operation";
import { optional, required, structure, type Members } from "../../core/members";
import { oneOf } from "../../core/rules";
import type { Lab } from "../lab";
import { keyFor } from "../kms/key-for";
import type { GivenS3 } from "./destination/given";
import { keyArnNeeded, keyArnNotTaken, keyElsewhere } from "./faults";
import { kmsKeyArn } from "./fields";

/** With which key a stream is asked to encrypt what it keeps. */
export const encryptionConfigurationInput = structure({
  KeyARN: optional(kmsKeyArn),
  KeyType: required(oneOf(["AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"])),
} satisfies Members<DeliveryStreamEncryptionConfigurationInput>);

/** Says in an answer that the key of a destination's objects is a label. */
export function tellObjectKey(lab: Lab, reply: Call["reply"], given: GivenS3): void {
  if (given.EncryptionConfiguration?.KMSEncryptionConfig !== undefined)
    tellKept(lab, reply, "Firehose: the encryption of objects by a key of KMS");
}

/**
 * Checks a key, which is a label: the answer and the log say so.
 *
 * @returns the ARN of a key of one's own; undefined for AWS's
 * @throws AwsFault InvalidArgumentException, InvalidKMSResourceException in AWS's words
 */
export function checkedKey(
  lab: Lab,
  { KeyType, KeyARN }: { readonly KeyType: string; readonly KeyARN?: string | undefined },
  call: Pick<Call, "reply">,
): string | undefined {
  tellKept(lab, call.reply, "Firehose: the encryption of a delivery stream");
  if (KeyType === "AWS_OWNED_CMK") {
    if (KeyARN !== undefined) throw keyArnNotTaken();
    return undefined;
  }
  if (KeyARN === undefined) throw keyArnNeeded();
  if (regionOfArn(KeyARN) !== lab.region) throw keyElsewhere();
  keyFor(lab.kms, KeyARN, () => "InvalidKMSResourceException");
  return KeyARN;
}
