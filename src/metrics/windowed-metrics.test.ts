import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { openFlink } from "../flink/flink-session";
import { requireFlink } from "../flink/testing/require-flink";
import { useFlinkCloud } from "../flink/testing/use-flink-cloud";
import { waitFor } from "../flink/testing/wait-for";
import { closingEvent, metricEvents } from "../generators/metric-events";
import { putAll } from "../streaming/put-all";
import { readShards } from "../streaming/read-shards";
import { spawnScript } from "../testing/spawn-script";
import type { MetricAggregate } from "./model/metric-aggregate";
import type { MetricEvent } from "./model/metric-event";
import { computeDirectly } from "./testing/direct-computation";
import { EXACT_WINDOWS, windowedMetricsSql } from "./windowed-metrics-sql";
import { itIfLong } from "../../cloud/testing/skip";

const NOON = Date.parse("2030-01-01T12:00:00Z");
/**
 * The example of the original course: out of order, two services, cpu and ram; windows of an hour, and a delay of an
 * hour.
 */
const SEED: readonly MetricEvent[] = (
  [
    ["user-service", "cpu", "percent", 50, "12:00"],
    ["user-service", "cpu", "percent", 43, "11:30"],
    ["order-service", "ram", "mebibytes", 13, "11:00"],
    ["user-service", "cpu", "percent", 57, "12:30"],
    ["user-service", "ram", "mebibytes", 700, "12:10"],
    ["order-service", "cpu", "percent", 20, "11:59"],
    ["order-service", "cpu", "percent", 10, "11:05"],
    ["order-service", "ram", "mebibytes", 21, "11:45"],
  ] as const
).map(([componentName, metricName, unit, value, time]) => ({
  componentName,
  metricName,
  unit,
  value,
  timestamp: `2030-01-01T${time}:00.000Z`,
}));
const SEED_EXPECTED: readonly string[] = [
  "order-service cpu 10 20 15 11:05 11:59",
  "order-service ram 13 21 17 11:00 11:45",
  "user-service cpu 43 43 43 11:30 11:30",
  "user-service cpu 50 57 53.5 12:00 12:30",
  "user-service ram 700 700 700 12:10 12:10",
];
const formatShortly = (aggregate: MetricAggregate): string =>
  [
    aggregate.componentName,
    aggregate.metricName,
    aggregate.minValue,
    aggregate.maxValue,
    aggregate.avg,
    aggregate.fromTimestamp.slice(11, 16),
    aggregate.toTimestamp.slice(11, 16),
  ].join(" ");

describe("windowed metrics", () => {
  useFlinkCloud();
  let kinesis: KinesisClient;
  const folder = createTemporaryFolder();
  before(() => {
    kinesis = new KinesisClient({});
  });
  after(() => kinesis?.destroy());

  async function createStreams(...names: readonly string[]): Promise<void> {
    for (const StreamName of names) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    // `written` waits until the streams are ready.
    for (const name of names) await readWritten(name);
  }
  const put = (streamName: string, events: readonly MetricEvent[]): Promise<void> =>
    putAll(kinesis, {
      streamName,
      records: events.map((event) => ({ PartitionKey: event.componentName, Data: Buffer.from(JSON.stringify(event)) })),
    });
  async function readWritten(streamName: string): Promise<MetricAggregate[]> {
    const all: MetricAggregate[] = [];
    for await (const { records } of readShards({ kinesis, streamName, untilCaughtUp: true }))
      for (const { Data } of records) all.push(JSON.parse(Buffer.from(Data ?? "").toString()));
    return all;
  }
  const startApp = (source: string, sink: string, ...more: readonly string[]) =>
    spawnScript("course/04-windowed-delivery/scripts/src/metrics/app/windowed-metrics-app.ts", [
      "--source",
      source,
      "--sink",
      sink,
      "--checkpoint",
      join(folder, `${sink}.json`),
      ...more,
    ]);
  /** The different aggregates, sorted: an aggregate that was written twice must be identical, so it is listed once. */
  const formatWindows = (all: readonly MetricAggregate[]): string[] => [...new Set(all.map(canonicalize))].sort();
  const hourly = ["--window_seconds", "3600", "--delay_seconds", "7200", "--until_caught_up", "yes"] as const;

  it("option A, the TypeScript application, aggregates the seed's events", async () => {
    await createStreams("seed-in", "seed-a");
    await put("seed-in", [...SEED, closingEvent(new Date(NOON + 5 * 3_600_000))]);
    const { status, err } = await startApp("seed-in", "seed-a", ...hourly).ended;
    expect(status, err).to.equal(0);
    expect((await readWritten("seed-a")).map(formatShortly).sort()).to.deep.equal(SEED_EXPECTED);
  });

  const events = metricEvents({
    seed: 11,
    count: 600,
    from: new Date(NOON),
    disorderMs: 25_000,
    lateShare: 0.05,
    latenessMs: 400_000,
  });
  const [first, second] = [events.slice(0, 300), [...events.slice(300), closingEvent(new Date(NOON + 86_400_000))]];
  const expected = computeDirectly([...first, ...second], { windowMs: 60_000, delayMs: 30_000 });

  it("option A is killed midway and continues from its checkpoint: no window missing, none wrong", async () => {
    await createStreams("killed-in", "killed-a");
    await put("killed-in", first);
    const killed = startApp("killed-in", "killed-a");
    await killed.waitFor("Windows written");
    killed.kill();
    await killed.ended;
    await put("killed-in", second);
    const { status, out } = await startApp("killed-in", "killed-a", "--until_caught_up", "yes").ended;
    expect(status).to.equal(0);
    expect(out).to.include("starting at the checkpoint").and.to.include(`Late events: ${expected.late}.`);
    expect(formatWindows(await readWritten("killed-a"))).to.deep.equal(formatWindows(expected.aggregates));
  });

  describe("option B, Flink SQL,", () => {
    requireFlink();

    async function begin(source: string, sink: string, seconds: { windowSeconds: number; delaySeconds: number }) {
      const flink = await openFlink({ settings: { ...EXACT_WINDOWS, "execution.checkpointing.interval": "500 ms" } });
      const { tables, insert } = windowedMetricsSql({ source, sink, ...seconds });
      for (const table of tables) await flink.run(table);
      return { flink, job: await flink.insert(insert) };
    }

    it("aggregates the seed's events, and agrees with option A", async () => {
      await createStreams("seed-b");
      const { flink, job } = await begin("seed-in", "seed-b", { windowSeconds: 3600, delaySeconds: 7200 });
      await waitFor(async () => (await readWritten("seed-b")).length >= SEED_EXPECTED.length);
      await flink.stop(job);
      const all = await readWritten("seed-b");
      expect(all.map(formatShortly).sort()).to.deep.equal(SEED_EXPECTED);
      expect(formatWindows(all)).to.deep.equal(formatWindows(await readWritten("seed-a")));
    });
    (process.platform === "linux" ? itIfLong : it.skip)(
      "goes on when its task manager is killed in the middle, and agrees with the direct computation: no window missing, none wrong",
      async () => {
        await createStreams("killed-b");
        const { flink, job } = await begin("killed-in", "killed-b", { windowSeconds: 60, delaySeconds: 30 });
        // Some windows are written, and the checkpoint says so; the other events are put after the kill.
        await waitFor(async () => (await readWritten("killed-b")).length > 0);
        process.kill(findTaskManager(), "SIGKILL");
        const required = formatWindows(expected.aggregates);
        await waitFor(async () => formatWindows(await readWritten("killed-b")).length >= required.length);
        await flink.stop(job);
        expect(formatWindows(await readWritten("killed-b"))).to.deep.equal(required);
      },
    );
    it("agrees with the direct computation over random disorder and lateness", async () => {
      await createStreams("random-in", "random-b");
      // Each case begins a day after the case before: its first event closes all windows of that case.
      const all = Array.from({ length: 25 }, (_, day) =>
        metricEvents({
          seed: 100 + day,
          count: 60,
          from: new Date(NOON + day * 86_400_000),
          disorderMs: day * 3_000,
          lateShare: 0.1,
          latenessMs: day * 10_000,
        }),
      ).flat();
      all.push(closingEvent(new Date(NOON + 100 * 86_400_000)));
      const direct = computeDirectly(all, { windowMs: 60_000, delayMs: 30_000 });
      expect(direct.late).to.be.greaterThan(20);
      await put("random-in", all);
      const { flink, job } = await begin("random-in", "random-b", { windowSeconds: 60, delaySeconds: 30 });
      await waitFor(async () => (await readWritten("random-b")).length >= direct.aggregates.length);
      // Flink has counted the late events that it left out.
      await waitFor(async () => (await flink.countLateRows(job)) === direct.late);
      await flink.stop(job);
      expect(formatWindows(await readWritten("random-b"))).to.deep.equal(formatWindows(direct.aggregates));
    });
  });
});

/**
 * An average may be summed in another order, or formatted by another language: only twelve digits of it are compared.
 */
const canonicalize = (aggregate: MetricAggregate): string =>
  JSON.stringify([
    aggregate.fromTimestamp,
    aggregate.componentName,
    aggregate.metricName,
    aggregate.unit,
    aggregate.minValue,
    aggregate.maxValue,
    aggregate.avg.toPrecision(12),
    aggregate.toTimestamp,
  ]);

/** The process id of the task manager of this test's lab cloud. */
function findTaskManager(): number {
  const mark = `AWS_ENDPOINT_URL=${process.env["AWS_ENDPOINT_URL"]}\0`;
  const found = readdirSync("/proc").find(
    (pid) =>
      /^\d+$/.test(pid) &&
      readOr(`/proc/${pid}/cmdline`).includes("TaskManagerRunner") &&
      readOr(`/proc/${pid}/environ`).includes(mark),
  );
  if (found === undefined) throw new Error("no task manager runs");
  return Number(found);
}

/** Empty if the file cannot be read: a process may have ended, or belong to another user. */
function readOr(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
