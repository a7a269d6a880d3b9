import { KMS, type CreateKeyCommandInput, type KeyMetadata } from "@aws-sdk/client-kms";
import type { TestCloud } from "../../../testing/use-cloud";

/** The common steps on a cloud's keys, through the official SDK. */
export function keysOf(cloud: TestCloud) {
  const client = (): KMS => cloud.client(KMS);
  const create = async (input: CreateKeyCommandInput = {}): Promise<KeyMetadata> => {
    const { KeyMetadata: made } = await client().createKey(input);
    if (made === undefined) throw new Error("CreateKey answered no key");
    return made;
  };
  return { client, create };
}
