import { join } from "node:path";
import { CreateStreamCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { Evidence, ScriptPlan } from "../../../grader/index";
import { createGraphCases } from "./cases";

const SOURCE = "events-of-another-shop";
const SINK = "aggregates-of-another-shop";

/** A service whose name is as long as another one's, so that a key made from a name's length is found wrong. */
const THIRD_SERVICE = "cart-service";

/** Runs the whole application on two streams, with the solution's operators, until it has read all events. */
export const windowedMetricsApp: ScriptPlan = {
  path: "src/metrics/app/windowed-metrics-app.ts",
  getArgs: (ownFolder) => [
    ...["--source", SOURCE, "--sink", SINK, "--checkpoint", join(ownFolder, "checkpoint.json")],
    ...["--window_seconds", "60", "--delay_seconds", "20", "--until_caught_up", "yes"],
  ],
  async prepare({ kinesis, seed, advance }) {
    for (const StreamName of [SOURCE, SINK]) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    await advance(10);
    const [{ events } = { events: [] }] = createGraphCases(seed);
    const ofThreeServices = events.map((event, n) =>
      n % 3 === 0 ? { ...event, componentName: THIRD_SERVICE } : event,
    );
    await kinesis.send(
      new PutRecordsCommand({
        StreamName: SOURCE,
        Records: ofThreeServices.map((event) => ({ PartitionKey: "p", Data: Buffer.from(JSON.stringify(event)) })),
      }),
    );
  },
};

/** The records in the stream of aggregates, in their order. */
export const sinkRecords = ({ cloud }: Evidence) => cloud.findStream(SINK)?.records ?? [];
