import {
  StartStreamEncryption$,
  StopStreamEncryption$,
  type StartStreamEncryptionInput,
  type StopStreamEncryptionInput,
} from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { findKey } from "../../kms/model/find-key";
import { operation } from "../../framework/operation";
import { encryptionKey, encryptionType, streamMembers } from "../model/fields";

const streamEncryptionMembers = {
  ...streamMembers,
  EncryptionType: required(encryptionType),
  KeyId: required(encryptionKey),
} satisfies Members<StartStreamEncryptionInput> & Members<StopStreamEncryptionInput>;

/**
 * Descriptions and the answers to writes name the key, but records are stored unencrypted.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html
 */
export const startStreamEncryption = createStoredOnly(
  "Kinesis: the encryption of a stream",
  operation(StartStreamEncryption$, streamEncryptionMembers, (cloud, request): void => {
    const stream = cloud.kinesis.requireChangeable(request);
    findKey(cloud.kms, request.KeyId, (code) => (code.startsWith("KMS") ? code : `KMS${code}`));
    cloud.kinesis.begin(stream, { kind: "mode" }, { encryptionKey: request.KeyId });
  }),
);

/** Removes the key from descriptions and answers. */
export const stopStreamEncryption = operation(
  StopStreamEncryption$,
  streamEncryptionMembers,
  (cloud, request): void => {
    const stream = cloud.kinesis.requireChangeable(request);
    cloud.kinesis.begin(stream, { kind: "mode" }, { encryptionKey: undefined });
  },
);
