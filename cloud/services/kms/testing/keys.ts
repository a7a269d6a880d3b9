import { KMS, type CreateKeyCommandInput, type KeyMetadata } from "@aws-sdk/client-kms";
import type { TestCloud } from "../../../testing/use-cloud";

/** The common steps on a cloud's keys, through the official SDK. */
export function createKeys(cloud: TestCloud) {
  const createClient = (): KMS => cloud.createClient(KMS);
  const create = async (input: CreateKeyCommandInput = {}): Promise<KeyMetadata> => {
    const { KeyMetadata: metadata } = await createClient().createKey(input);
    if (metadata === undefined) throw new Error("CreateKey answered no key");
    return metadata;
  };
  return { createClient, create };
}
