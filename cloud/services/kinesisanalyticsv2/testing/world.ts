import { KinesisAnalyticsV2, type RunConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useCloud, type TestCloud } from "../../../testing/use-cloud";
import { readDetail } from "./studio";
import { waitUntil } from "../../../testing/until";
import { setTimeout as pause } from "node:timers/promises";
import { askFlink, type RestApi } from "../../../flink/rest";

const GROUP = "/applications";
export const logStreamArn = (name: string): string =>
  `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:log-stream:${name}`;

/** Applications, and the streams that they read and write. */
export type AnalyticsWorld = ReturnType<typeof createAnalyticsWorld>;

/** One cloud for all tests of a suite, since Flink takes seconds to start. */
export function createAnalyticsWorld() {
  const data = mkdtempSync(join(tmpdir(), "analytics-"));
  // Paced, since the connector reads five times a second, which is the most that Kinesis allows.
  const cloud: TestCloud = useCloud({ data, speed: 1 }, "suite");
  const createClient = (): KinesisAnalyticsV2 => cloud.createClient(KinesisAnalyticsV2);
  before(() => cloud.logs.createLogGroup({ logGroupName: GROUP }));
  after(() => rmSync(data, { recursive: true, force: true }));
  return {
    cloud,
    createClient,
    /** Makes ACTIVE streams of one shard, and a log stream for an application. */
    async make({ streams, log }: { readonly streams: readonly string[]; readonly log: string }): Promise<void> {
      for (const StreamName of streams) await cloud.kinesis.createStream({ StreamName, ShardCount: 1 });
      await cloud.logs.createLogStream({ logGroupName: GROUP, logStreamName: log });
      await cloud.advance(1);
    },
    put: (StreamName: string, ...rows: readonly object[]) =>
      cloud.kinesis.putRecords({
        StreamName,
        Records: rows.map((row) => ({ PartitionKey: "k", Data: Buffer.from(JSON.stringify(row)) })),
      }),
    /** All records of a stream of one shard. */
    async readRecords(StreamName: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const target = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" } as const;
      const { ShardIterator } = await cloud.kinesis.getShardIterator(target);
      const { Records = [] } = await cloud.kinesis.getRecords({ ShardIterator });
      return Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? "").toString()) as Record<string, unknown>);
    },
    /**
     * Waits until a condition holds. Flink runs in real time, so the condition is polled; the test's own time limit
     * ends the wait.
     */
    wait: (isSo: () => Promise<boolean>): Promise<void> => waitUntil(isSo, 400),
    start: (ApplicationName: string, RunConfiguration: RunConfiguration = {}) =>
      createClient().startApplication({ ApplicationName, RunConfiguration }),
    stop: (ApplicationName: string, Force = false) =>
      createClient().stopApplication({ ApplicationName, ...(Force ? { Force } : {}) }),
    readStatus: async (name: string): Promise<string | undefined> =>
      (await readDetail(createClient(), name)).ApplicationStatus,
    /** An application's log, one message on each line. */
    async readLog(logStreamName: string): Promise<string> {
      const { events = [] } = await cloud.logs.getLogEvents({
        logGroupName: GROUP,
        logStreamName,
        startFromHead: true,
      });
      return events.map(({ message = "" }) => (JSON.parse(message) as { message: string }).message).join("\n");
    },
  };
}

/**
 * The rows of queries that end, all in one session.
 *
 * @param before statements that define the queried tables
 */
export async function readRows(
  gateway: string,
  before: readonly string[],
  queries: readonly string[],
): Promise<readonly (readonly (readonly unknown[])[])[]> {
  const { sessionHandle } = await askFlink(
    { url: gateway },
    { method: "POST", path: "/v3/sessions", body: { properties: {} } },
  );
  const session = { url: `${gateway}/v3/sessions/${String(sessionHandle)}` };
  for (const statement of before) await run(session, statement);
  // All at the same time: a query spends most of its time waiting for its job to begin.
  const all = await Promise.all(queries.map((query) => run(session, query)));
  await askFlink(session, { method: "DELETE", path: "" });
  return all;
}

async function run(session: RestApi, statement: string): Promise<readonly (readonly unknown[])[]> {
  const { operationHandle } = await askFlink(session, { method: "POST", path: "/statements", body: { statement } });
  const rows: unknown[][] = [];
  let path: string | undefined = `/operations/${String(operationHandle)}/result/0?rowFormat=JSON`;
  while (path !== undefined) {
    const answer: Readonly<Record<string, unknown>> = await askFlink(session, { method: "GET", path });
    // The border: the shape is that of the gateway's API.
    const { data = [] } = (answer["results"] ?? {}) as { readonly data?: readonly { readonly fields: unknown[] }[] };
    rows.push(...data.map(({ fields }) => fields));
    const next = answer["nextResultUri"];
    path =
      answer["resultType"] === "EOS" || typeof next !== "string" ? undefined : next.slice(next.indexOf("/operations/"));
    if (data.length === 0) await pause(50);
  }
  return rows;
}
