import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { runScript, UsageError } from "../running/run-script";
import { readJsonOption } from "./read-json-option";

/**
 * Writes one record to a Kinesis data stream.
 *
 * --stream       the stream's name
 * --json_string  the record: a JSON object with the members of `data/example_record.json`, or `file://` and the path of a
 *                file that holds one
 */
await runScript({
  usage: "npx tsx producer_from_cli.ts --stream <name> --json_string '<JSON object>' | file://<path>",
  options: ["stream", "json_string"],
  async run({ stream, json_string }) {
    if (!stream) throw new UsageError("--stream is missing.");
    if (!json_string) throw new UsageError("--json_string is missing.");
    const record = readJsonOption("json_string", json_string);

    const kinesis = new KinesisClient({});
    const { ShardId, SequenceNumber } = await kinesis.send(
      new PutRecordCommand({
        StreamName: stream,
        // A stream carries bytes; producer and consumer agree on their format.
        Data: Buffer.from(JSON.stringify(record)),
        // Records with the same partition key go to the same shard, where they stay in order.
        PartitionKey: String(record["session_id"] ?? "unknown"),
      }),
    );
    console.log(`Record written to ${stream}: shard ${ShardId}, sequence number ${SequenceNumber}.`);
  },
});
