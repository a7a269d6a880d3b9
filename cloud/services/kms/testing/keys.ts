import { CreateKeyCommand, KMSClient, type CreateKeyCommandInput, type KeyMetadata } from "@aws-sdk/client-kms";
import type { TestCloud } from "../../../testing/use-cloud";

/** The common steps on a cloud's keys, through the official SDK. */
export function keysOf(cloud: TestCloud) {
  const client = (): KMSClient => cloud.client(KMSClient);
  const create = async (input: CreateKeyCommandInput = {}): Promise<KeyMetadata> => {
    const { KeyMetadata: made } = await client().send(new CreateKeyCommand(input));
    if (made === undefined) throw new Error("CreateKey answered no key");
    return made;
  };
  return { client, create };
}
