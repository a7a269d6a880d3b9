import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closingEvent } from "../../generators/metric-events";
import { listStreamRecords } from "../../streaming/list-stream-records";
import { spawnScript } from "../../testing/spawn-script";
import { useLabCloud } from "../../testing/use-lab-cloud";
import type { MetricAggregate } from "../model/metric-aggregate";
import { eventAt } from "../window-case";

const [SOURCE, SINK] = ["metrics", "aggregates"];
const OWN = "src/metrics/app/windowed-metrics-app.ts";
const SOLUTION = `course/04-windowed-delivery/scripts/${OWN}`;
/** The application that is tested: the solution where there is one, and in a class's copy the learner's own. */
const APP = existsSync(SOLUTION) ? SOLUTION : OWN;

/** In the order in which they arrive, which is not the order of their times. The last one closes all windows before it. */
const EVENTS = [
  eventAt("12:00", "user-service", "cpu", 50),
  eventAt("11:30", "user-service", "cpu", 43),
  eventAt("11:00", "order-service", "ram", 13),
  eventAt("12:30", "user-service", "cpu", 57),
  eventAt("12:10", "user-service", "ram", 700),
  eventAt("11:59", "order-service", "cpu", 20),
  eventAt("11:05", "order-service", "cpu", 10),
  eventAt("11:45", "order-service", "ram", 21),
  closingEvent(new Date("2030-01-01T17:00:00Z")),
];

/** The integration test of the exam: events go into one stream, the whole application runs, aggregates come out of another. */
describe("the windowed metrics application, from stream to stream,", () => {
  useLabCloud({ speed: 10 });
  const folder = mkdtempSync(join(tmpdir(), "windowed-metrics-app-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("aggregates events of two services that arrive out of order", async () => {
    const kinesis = new KinesisClient({});
    for (const StreamName of [SOURCE, SINK]) {
      await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
      await listStreamRecords({ streamName: StreamName }); // waits until the stream is ready
    }
    const Records = EVENTS.map((event) => ({
      PartitionKey: event.componentName,
      Data: Buffer.from(JSON.stringify(event)),
    }));
    await kinesis.send(new PutRecordsCommand({ StreamName: SOURCE, Records }));
    kinesis.destroy();

    const { status, err } = await spawnScript(APP, [
      ...["--source", SOURCE, "--sink", SINK, "--checkpoint", join(folder, "checkpoint.json")],
      ...["--window_seconds", "3600", "--delay_seconds", "7200", "--until_caught_up", "yes"],
    ]).ended;
    expect(status, err).to.equal(0);

    const written = (await listStreamRecords({ streamName: SINK })).map(({ data }) => data as MetricAggregate);
    const inShort = written.map(
      ({ componentName, metricName, minValue, maxValue, avg, fromTimestamp, toTimestamp }) =>
        `${componentName} ${metricName}: ${minValue} to ${maxValue}, ${avg} on average, ${fromTimestamp} to ${toTimestamp}`,
    );
    expect(inShort).to.have.members([
      "user-service cpu: 43 to 43, 43 on average, 2030-01-01T11:30:00.000Z to 2030-01-01T11:30:00.000Z",
      "user-service cpu: 50 to 57, 53.5 on average, 2030-01-01T12:00:00.000Z to 2030-01-01T12:30:00.000Z",
      "user-service ram: 700 to 700, 700 on average, 2030-01-01T12:10:00.000Z to 2030-01-01T12:10:00.000Z",
      "order-service cpu: 10 to 20, 15 on average, 2030-01-01T11:05:00.000Z to 2030-01-01T11:59:00.000Z",
      "order-service ram: 13 to 21, 17 on average, 2030-01-01T11:00:00.000Z to 2030-01-01T11:45:00.000Z",
    ]);
  });
});
