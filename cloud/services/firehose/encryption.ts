import type { DeliveryStreamEncryptionConfigurationInput } from "@aws-sdk/client-firehose";
import { regionOfArn } from "../../core/arn-parts";
import { optional, required, structure, type Members } from "../../core/members";
import { oneOf } from "../../core/rules";
import { keyArnNeeded, keyArnNotTaken, keyElsewhere, valueNotEmulated } from "./faults";
import { kmsKeyArn } from "./fields";

/** With which key a stream is asked to encrypt what it keeps. */
export const encryptionConfigurationInput = structure({
  KeyARN: optional(kmsKeyArn),
  KeyType: required(oneOf(["AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"])),
} satisfies Members<DeliveryStreamEncryptionConfigurationInput>);

/**
 * Checks a key: AWS's own is the one that the lab cloud has.
 *
 * @throws AwsFault InvalidArgumentException in AWS's words, or NotImplemented for a key of one's own
 */
export function checkKey(
  region: string,
  { KeyType, KeyARN }: { readonly KeyType: string; readonly KeyARN?: string | undefined },
): void {
  if (KeyType === "AWS_OWNED_CMK") {
    if (KeyARN !== undefined) throw keyArnNotTaken();
    return;
  }
  if (KeyARN === undefined) throw keyArnNeeded();
  if (regionOfArn(KeyARN) !== region) throw keyElsewhere();
  throw valueNotEmulated("KeyType", KeyType);
}
