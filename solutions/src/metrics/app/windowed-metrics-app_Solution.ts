import { KinesisClient, type PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import "../../../../src/exercises/none"; // None stands where your own code belongs
import { readCheckpoint, writeCheckpoint } from "../../../../src/metrics/app/checkpoint";
import { CONFIG_OPTIONS, WindowedMetricsConfig } from "../../../../src/metrics/app/config";
import { debug } from "../../../../src/metrics/app/debug-log";
import type { MetricAggregate } from "../../../../src/metrics/model/metric-aggregate";
import { runScript } from "../../../../src/running/run-script";
import { putAll } from "../../../../src/streaming/put-all";
import { readShards } from "../../../../src/streaming/read-shards";
import { buildOperationGraph } from "./operation-graph_Solution";

/**
 * Windowed metrics, as a stream application in TypeScript: it reads metric events from one stream, out of order as they come, and writes min, max
 * and average of each window to another.
 *
 * Each time it has worked on what it read, it writes the windows that closed, and then its checkpoint. If it is killed in between, the next start
 * writes the same windows again: at least once, and both copies are identical.
 *
 * --source, --sink  the streams           --checkpoint  the file from which a restart goes on
 * --window_seconds  60 if not given       --delay_seconds  how long to wait for events that were overtaken, 30 if not given
 * --until_caught_up yes: end when all is read
 *
 * NODE_DEBUG=metrics shows each step.
 */
await runScript({
  usage:
    "npx tsx src/metrics/app/windowed-metrics-app.ts --source <stream> --sink <stream> --checkpoint <file> [--window_seconds 60] [--delay_seconds 30]",
  options: CONFIG_OPTIONS,
  async run(given, signal) {
    const config = new WindowedMetricsConfig(given);
    const kinesis = new KinesisClient({});
    const restored = readCheckpoint(config.checkpoint);
    const graph = buildOperationGraph(config, restored?.state);
    const positions: Record<string, string> = { ...restored?.positions };
    console.log(
      `Reading ${config.source}${restored === undefined ? "" : ", starting at the checkpoint"}. Press Ctrl-C to stop.`,
    );

    const { source: streamName, untilCaughtUp } = config;
    const reading = { kinesis, streamName, signal, untilCaughtUp, after: { ...positions } };
    for await (const { shardId, records } of readShards(reading)) {
      const last = records.at(-1)?.SequenceNumber;
      if (last === undefined) continue;
      debug("source: %d records from %s", records.length, shardId);
      const aggregates = records.flatMap((record) => graph.process(record.Data ?? new Uint8Array()));
      await putAll(kinesis, { streamName: config.sink, records: aggregates.map(recordOf), signal });
      positions[shardId] = last;
      writeCheckpoint(config.checkpoint, { positions, state: graph.state() });
      if (aggregates.length > 0) console.log(`Windows written: ${aggregates.length}.`);
    }
    const { late, unreadable } = graph.state();
    console.log(`Stopped. Late events: ${late}. Records that aren't metric events: ${unreadable}.`);
  },
});

function recordOf(aggregate: MetricAggregate): PutRecordsRequestEntry {
  // ### START CODE HERE ### (~ 1 line of code)
  return { PartitionKey: aggregate.componentName, Data: Buffer.from(JSON.stringify(aggregate)) };
  // ### END CODE HERE ###
}
