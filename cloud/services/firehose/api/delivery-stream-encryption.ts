import { StartDeliveryStreamEncryption$, StopDeliveryStreamEncryption$ } from "@aws-sdk/client-firehose";
import type * as sdk from "@aws-sdk/client-firehose";
import { optional, required, type Members, type Reply, structure } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import {
  createEncryptionOnlyForDirectPutFault,
  createKeyArnNeededFault,
  createKeyArnNotAllowedFault,
  createKeyElsewhereFault,
} from "../model/faults";
import { deliveryStreamName, kmsKeyArn } from "../model/fields";
import { getRegionOfArn } from "../../../core/arn-parts";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import { oneOf } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { findKey } from "../../kms/model/keys";
import type { S3Input } from "../model/destination-input";

/** The key that a stream encrypts its records with. */
export const encryptionConfigurationInput = structure({
  KeyARN: optional(kmsKeyArn),
  KeyType: required(oneOf(["AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"])),
} satisfies Members<sdk.DeliveryStreamEncryptionConfigurationInput>);

/** The lab cloud encrypts nothing: it only keeps and returns the key. */
export const STREAM_ENCRYPTION = "Firehose: the encryption of a delivery stream";
export const OBJECT_KEY = createStoredNote("Firehose: the encryption of objects with a KMS key");

/** Notes the same about the KMS key of a destination's objects. */
export function reportObjectKey(call: CallWithNotes<typeof OBJECT_KEY>, destination: S3Input): void {
  if (destination.EncryptionConfiguration?.KMSEncryptionConfig !== undefined) call.addNote(OBJECT_KEY);
}

/**
 * Checks the key of a stream.
 *
 * @returns the ARN of a customer managed key; undefined for the key that AWS owns
 * @throws AwsFault InvalidArgumentException, InvalidKMSResourceException in AWS's words
 */
export function requireKey(
  services: Services,
  { KeyType, KeyARN }: { readonly KeyType: string; readonly KeyARN?: string | undefined },
): string | undefined {
  if (KeyType === "AWS_OWNED_CMK") {
    if (KeyARN !== undefined) throw createKeyArnNotAllowedFault();
    return undefined;
  }
  if (KeyARN === undefined) throw createKeyArnNeededFault();
  if (getRegionOfArn(KeyARN) !== services.region) throw createKeyElsewhereFault();
  findKey(services.kms, KeyARN, () => "InvalidKMSResourceException");
  return KeyARN;
}

const startDeliveryStreamEncryptionMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamEncryptionConfigurationInput: optional(encryptionConfigurationInput),
} satisfies Members<sdk.StartDeliveryStreamEncryptionInput>;

/** Answers and descriptions show the encryption; the data on this machine's disk is not encrypted. */
export const startDeliveryStreamEncryption = createStoredOnly(
  STREAM_ENCRYPTION,
  operation(
    StartDeliveryStreamEncryption$,
    startDeliveryStreamEncryptionMembers,
    (cloud, request): Reply<sdk.StartDeliveryStreamEncryptionOutput> => {
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
} satisfies Members<sdk.StopDeliveryStreamEncryptionInput>;

export const stopDeliveryStreamEncryption = operation(
  StopDeliveryStreamEncryption$,
  stopDeliveryStreamEncryptionMembers,
  ({ firehose }, request): Reply<sdk.StopDeliveryStreamEncryptionOutput> => {
    const { name, source } = firehose.requireStream(request.DeliveryStreamName);
    if (source !== undefined) throw createEncryptionOnlyForDirectPutFault();
    firehose.requireActive(name);
    firehose.change(name, { isEncrypted: false, encryptionKey: undefined });
    return {};
  },
);
