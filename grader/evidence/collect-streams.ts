import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  ProvisionedThroughputExceededException,
  paginateListStreams,
  type GetRecordsCommandOutput,
} from "@aws-sdk/client-kinesis";
import type { Stage } from "../run/plan";
import type { RecordEvidence, StreamEvidence } from "./evidence";
import { ignoreRefusal } from "./ignore-refusal";

/**
 * No honest run leaves more records than this in one shard; a submission could use more to exhaust the grader's memory.
 */
const MAX_RECORDS = 5_000;

/** All streams with the records in them, by name. */
export async function collectStreams(stage: Stage): Promise<StreamEvidence[]> {
  const found: StreamEvidence[] = [];
  for await (const { StreamNames = [] } of paginateListStreams({ client: stage.kinesis }, {})) {
    for (const name of StreamNames) {
      const stream = await ignoreRefusal(collectStream(stage, name));
      if (stream) found.push(stream);
    }
  }
  return found;
}

async function collectStream(stage: Stage, name: string): Promise<StreamEvidence> {
  const { StreamDescriptionSummary: summary } = await stage.kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName: name }),
  );
  const status = summary?.StreamStatus ?? "UNKNOWN";
  const records = status === "ACTIVE" ? await readStreamRecords(stage, name) : [];
  return { name, status, openShards: summary?.OpenShardCount ?? 0, records };
}

/** The records in all shards of a stream, open or closed, at most 5,000 of each. The cloud's clock moves if reads are throttled. */
export async function readStreamRecords(stage: Stage, name: string): Promise<RecordEvidence[]> {
  const { Shards = [] } = await stage.kinesis.send(new ListShardsCommand({ StreamName: name }));
  const records: RecordEvidence[] = [];
  for (const { ShardId: shard = "" } of Shards) {
    const { ShardIterator } = await stage.kinesis.send(
      new GetShardIteratorCommand({ StreamName: name, ShardId: shard, ShardIteratorType: "TRIM_HORIZON" }),
    );
    const before = records.length;
    for (let iterator = ShardIterator; iterator !== undefined && records.length - before < MAX_RECORDS;) {
      const page = await read(stage, iterator);
      for (const { Data, PartitionKey: partitionKey = "" } of page.Records ?? []) {
        records.push({ shard, partitionKey, data: new TextDecoder().decode(Data) });
      }
      iterator = page.MillisBehindLatest === 0 ? undefined : page.NextShardIterator;
    }
  }
  return records;
}

/** The submission may have used up the reads of this second: then the cloud's clock is moved on. */
async function read(stage: Stage, iterator: string): Promise<GetRecordsCommandOutput> {
  try {
    return await stage.kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
  } catch (error) {
    if (!(error instanceof ProvisionedThroughputExceededException)) throw error;
    await stage.advance(1);
    return read(stage, iterator);
  }
}
