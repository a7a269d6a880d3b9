import { isFirehoseReady } from "../aws/is-firehose-ready";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { readDeliveredRecords } from "../delivery/read-delivered-records";
import { listStreamRecords } from "../streaming/list-stream-records";
import type { Arrow, Box } from "./draw-pipeline";
import { drawPipeline } from "./draw-pipeline";
import { ifItExists } from "./if-it-exists";
import { show } from "./kernel-display";

/** One way that records can take, from a stream through Firehose to a bucket. */
export interface Route {
  /** What sends a record this way, such as `USA`. */
  readonly label: string;
  readonly streamName: string;
  readonly firehoseName: string;
  readonly bucketName: string;
}

/** A pipeline: one source stream, a script that reads it, and the ways on from there. */
export interface Pipeline {
  readonly sourceStream: string;
  readonly script: string;
  readonly routes: readonly Route[];
}

/** What stands where, counted just now; undefined: it does not exist yet. */
interface RouteState extends Route {
  readonly streamRecords: number | undefined;
  readonly firehoseExists: boolean;
  readonly delivered: { readonly records: number; readonly objects: number } | undefined;
}

/**
 * Draws the pipeline as it stands in your account now: which parts exist, and how many records are where.
 *
 * It reads the streams and the delivered objects to count them: quick in a lab, slow and not free with millions of records.
 */
export async function showPipeline({ sourceStream, script, routes }: Pipeline): Promise<void> {
  const sourceRecords = await ifItExists(() => countRecords(sourceStream));
  const states = await Promise.all(routes.map(stateOf));
  const boxes: Box[] = [
    {
      id: "source",
      kind: "data stream",
      name: sourceStream,
      column: 0,
      row: (routes.length - 1) / 2,
      holds: count(sourceRecords, "record"),
      exists: sourceRecords !== undefined,
    },
    { id: "script", kind: "script", name: script, column: 1, row: (routes.length - 1) / 2, exists: true },
    ...states.flatMap(boxesOf),
  ];
  const arrows: Arrow[] = [{ from: "source", to: "script", labels: [] }, ...states.flatMap(arrowsOf)];
  show({ "image/svg+xml": drawPipeline(boxes, arrows, "Pipeline"), "text/plain": textOf(boxes, states) });
}

async function stateOf(route: Route): Promise<RouteState> {
  const { streamName, firehoseName, bucketName } = route;
  return {
    ...route,
    streamRecords: await ifItExists(() => countRecords(streamName)),
    firehoseExists: (await ifItExists(() => isFirehoseReady({ firehoseName }))) !== undefined,
    delivered: await ifItExists(async () => ({
      records: (await readDeliveredRecords({ bucketName })).length,
      objects: (await listDeliveredObjects({ bucketName })).length,
    })),
  };
}

async function countRecords(streamName: string): Promise<number> {
  return (await listStreamRecords({ streamName })).length;
}

function boxesOf(
  { label, streamName, firehoseName, bucketName, streamRecords, firehoseExists, delivered }: RouteState,
  row: number,
): Box[] {
  return [
    {
      id: `${label} stream`,
      kind: "data stream",
      name: streamName,
      column: 2,
      row,
      holds: count(streamRecords, "record"),
      exists: streamRecords !== undefined,
    },
    { id: `${label} firehose`, kind: "Firehose", name: firehoseName, column: 3, row, exists: firehoseExists },
    {
      id: `${label} bucket`,
      kind: "S3 bucket",
      name: bucketName,
      column: 4,
      row,
      holds: count(delivered?.objects, "object"),
      exists: delivered !== undefined,
    },
  ];
}

function arrowsOf({ label, streamRecords, delivered }: RouteState): Arrow[] {
  return [
    { from: "script", to: `${label} stream`, labels: [label, count(streamRecords, "record") ?? ""] },
    { from: `${label} stream`, to: `${label} firehose`, labels: [] },
    { from: `${label} firehose`, to: `${label} bucket`, labels: [count(delivered?.records, "record") ?? ""] },
  ];
}

function textOf([source, script]: readonly Box[], states: readonly RouteState[]): string {
  const routes = states.map(
    ({ label, streamName, streamRecords, firehoseName, firehoseExists, bucketName, delivered }) =>
      `  ${label}: ${streamName} (${count(streamRecords, "record") ?? "not there yet"}) → ${firehoseName} (${firehoseExists ? "there" : "not there yet"}) → ` +
      `${bucketName} (${delivered ? `${count(delivered.records, "record")} in ${count(delivered.objects, "object")}` : "not there yet"})`,
  );
  return [`${source?.name} (${source?.holds ?? "not there yet"}) → ${script?.name}`, ...routes].join("\n");
}

function count(number: number | undefined, noun: string): string | undefined {
  return number === undefined ? undefined : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
