import { KinesisClient } from "@aws-sdk/client-kinesis";
import { runScript, UsageError } from "../running/run-script";
import { readShards } from "../streaming/read-shards";

/**
 * Reads a Kinesis data stream from its oldest record on, and prints each record, until you press Ctrl-C.
 *
 * --stream  the stream's name
 */
await runScript({
  usage: "npx tsx consumer_from_cli.ts --stream <name>",
  options: ["stream"],
  async run({ stream }, signal) {
    if (!stream) throw new UsageError("--stream is missing.");
    const kinesis = new KinesisClient({});
    const shards = new Set<string>();
    let read = 0;

    console.log(`Reading ${stream} from its oldest record. Press Ctrl-C to stop.`);
    for await (const { shardId, records } of readShards({ kinesis, streamName: stream, signal })) {
      shards.add(shardId);
      for (const { Data, PartitionKey, SequenceNumber, ApproximateArrivalTimestamp } of records) {
        read += 1;
        console.log(
          `\n${shardId}  partition key ${PartitionKey}  arrived ${ApproximateArrivalTimestamp?.toISOString()}`,
        );
        console.log(`sequence number ${SequenceNumber}`);
        console.log(new TextDecoder().decode(Data));
      }
    }
    console.log(`\nStopped. Records read: ${read}, from ${shards.size} shards.`);
  },
});
