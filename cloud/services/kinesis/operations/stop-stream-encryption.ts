import { StopStreamEncryption$, type StopStreamEncryptionInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { encryptionKey, encryptionType, streamMembers } from "../fields";

const members = {
  ...streamMembers,
  EncryptionType: required(encryptionType),
  KeyId: required(encryptionKey),
} satisfies Members<StopStreamEncryptionInput>;

/** Removes the key from descriptions and answers. */
export const stopStreamEncryption = operation(StopStreamEncryption$, members, (cloud, request): void => {
  const stream = cloud.kinesis.requireChangeable(request);
  cloud.kinesis.begin(stream, { kind: "mode" }, { encryptionKey: undefined });
});
