import { KinesisClient } from "@aws-sdk/client-kinesis";
import { readShards } from "./read-shards";

/** A record that a stream holds. */
export interface StreamRecord {
  readonly shardId: string;
  /** Identifies the record within its shard; later records have larger numbers. */
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** When Kinesis accepted the record. */
  readonly arrivedAt: Date;
  /** The JSON value of the record's bytes; the text itself, if it isn't JSON. */
  readonly data: unknown;
}

/**
 * All records that a Kinesis data stream holds now, shard by shard, oldest first.
 *
 * Reading removes no records: by default a stream keeps each for 24 hours.
 *
 * @throws ResourceNotFoundException if the stream does not exist
 */
export async function listStreamRecords({ streamName }: { streamName: string }): Promise<StreamRecord[]> {
  const kinesis = new KinesisClient({});
  const found: StreamRecord[] = [];
  for await (const { shardId, records } of readShards({ kinesis, streamName, untilCaughtUp: true })) {
    for (const { SequenceNumber = "", PartitionKey = "", ApproximateArrivalTimestamp = new Date(0), Data } of records)
      found.push({
        shardId,
        sequenceNumber: SequenceNumber,
        partitionKey: PartitionKey,
        arrivedAt: ApproximateArrivalTimestamp,
        data: readData(Data),
      });
  }
  return found.sort((a, b) => (a.shardId < b.shardId ? -1 : a.shardId > b.shardId ? 1 : 0));
}

function readData(bytes: Uint8Array | undefined): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
