import { ListShardsCommand, type KinesisClient, type Shard } from "@aws-sdk/client-kinesis";

/**
 * All shards of a stream, including closed ones that still hold records.
 *
 * @throws ResourceNotFoundException if the stream does not exist
 */
export async function listShards(kinesis: KinesisClient, streamName: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let NextToken: string | undefined;
  do {
    // AWS takes either the name of the stream or the token of the next page.
    const page = await kinesis.send(new ListShardsCommand(NextToken ? { NextToken } : { StreamName: streamName }));
    shards.push(...(page.Shards ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return shards;
}
