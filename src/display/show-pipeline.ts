import { formatCount } from "../aws/format-count";
import {
  type DescribedFirehose,
  describePipeline,
  type DescribedPipeline,
  type Pipeline,
  type Route,
} from "./describe-pipeline";
import type { Arrow, Box } from "./flow-picture";
import { show } from "./kernel-display";
import { createDrawingBundle } from "./picture-bundle";

/**
 * Draws the pipeline as AWS describes it at the moment: which parts exist, which stream each Firehose reads and which
 * bucket it writes to, and how many records each part holds. Differences from `pipeline` are listed below the picture.
 *
 * It reads the streams and the delivered objects to count them: quick in a lab, slow and not free with millions of records.
 */
export async function showPipeline(pipeline: Pipeline): Promise<void> {
  const described = await describePipeline(pipeline);
  const boxes = createBoxes(pipeline, described);
  const arrows = createArrows(pipeline, described);
  show(createDrawingBundle({ title: "Pipeline", boxes, arrows, lines: formatLines(boxes, arrows) }));
  const notes = pipeline.routes.flatMap((route) => listNotes(route, described));
  if (notes.length > 0) console.log(notes.join("\n"));
}

function createBoxes({ script, routes, sourceStream }: Pipeline, described: DescribedPipeline): Box[] {
  const middle = (routes.length - 1) / 2;
  const { streams, buckets, firehoses } = described;
  // Streams and buckets that no route names, but a Firehose is connected to, are drawn below the others.
  const getRow = (names: readonly string[]) => new Map(names.map((name, row) => [name, row]));
  const streamRows = getRow([...streams.keys()].filter((name) => name !== sourceStream));
  const bucketRows = getRow([...buckets.keys()]);
  return [
    { ...createStreamBox(sourceStream, described), column: 0, row: middle },
    {
      id: script,
      kind: "script",
      name: script,
      column: 1,
      row: middle,
      holds: described.scriptRuns ? "running" : undefined,
      exists: true,
    },
    ...[...streamRows].map(([name, row]) => ({ ...createStreamBox(name, described), column: 2, row })),
    ...routes.map(({ firehoseName }, row) => createFirehoseBox(firehoseName, firehoses.get(firehoseName), row)),
    ...[...bucketRows].map(([name, row]): Box => {
      const objects = buckets.get(name)?.objects;
      const holds = objects === undefined ? undefined : formatCount(objects, "object");
      return { id: `bucket ${name}`, kind: "S3 bucket", name, column: 4, row, holds, exists: objects !== undefined };
    }),
  ];
}

function createStreamBox(name: string, { streams }: DescribedPipeline): Omit<Box, "column" | "row"> {
  const found = streams.get(name);
  const holds = found && `${formatCount(found.records, "record")}, ${formatCount(found.openShards, "shard")}`;
  return {
    id: `stream ${name}`,
    kind: "data stream",
    name,
    holds: found?.status === "ACTIVE" ? holds : undefined,
    status: found?.status === "ACTIVE" ? undefined : found?.status,
    exists: found !== undefined,
  };
}

function createFirehoseBox(name: string, found: DescribedFirehose | undefined, row: number): Box {
  const status = found?.status === "ACTIVE" ? undefined : found?.status;
  return { id: `firehose ${name}`, kind: "Firehose", name, column: 3, row, exists: found !== undefined, status };
}

function createArrows(
  { sourceStream, script, routes }: Pipeline,
  { streams, buckets, firehoses }: DescribedPipeline,
): Arrow[] {
  return [
    { from: `stream ${sourceStream}`, to: script, labels: [], exists: streams.get(sourceStream) !== undefined },
    ...routes.map(({ label, streamName }): Arrow => {
      const found = streams.get(streamName);
      const labels = [label, found ? formatCount(found.records, "record") : ""];
      return { from: script, to: `stream ${streamName}`, labels, exists: found !== undefined };
    }),
    ...routes.flatMap(({ firehoseName, streamName, bucketName }): Arrow[] => {
      const found = firehoses.get(firehoseName);
      // A Firehose that does not exist yet is drawn where it will be.
      const { stream, bucket } = found ?? { stream: streamName, bucket: bucketName };
      const exists = found !== undefined;
      const records =
        found?.bucket === undefined ? undefined : buckets.get(found.bucket)?.recordsFrom.get(firehoseName);
      const labels = [records === undefined ? "" : formatCount(records, "record")];
      return [
        ...(stream === undefined
          ? []
          : [{ from: `stream ${stream}`, to: `firehose ${firehoseName}`, labels: [], exists }]),
        ...(bucket === undefined ? [] : [{ from: `firehose ${firehoseName}`, to: `bucket ${bucket}`, labels, exists }]),
      ];
    }),
  ];
}

/** Notes on a Firehose that is not connected as its route says. */
function listNotes({ firehoseName, streamName, bucketName }: Route, { firehoses }: DescribedPipeline): string[] {
  const found = firehoses.get(firehoseName);
  if (!found) return [];
  return [
    ...(found.stream === streamName
      ? []
      : [`⚠ ${firehoseName} reads ${found.stream ?? "no data stream"}, not ${streamName}.`]),
    ...(found.bucket === bucketName
      ? []
      : [`⚠ ${firehoseName} writes to ${found.bucket ?? "no bucket"}, not to ${bucketName}.`]),
    ...(found.stream === streamName && found.bucket === bucketName
      ? []
      : ["  Run the cell that creates it again: it prints the line that fixes this."]),
  ];
}

function formatLines(boxes: readonly Box[], arrows: readonly Arrow[]): string[] {
  const words = new Map(
    boxes.map(({ id, name, holds, exists, status }) => [
      id,
      [name, exists ? [status, holds].filter((word) => word !== undefined).join(", ") : "not there yet"]
        .filter((word) => word !== "")
        .map((word, index) => (index === 0 ? word : `(${word})`))
        .join(" "),
    ]),
  );
  return arrows.map(({ from, to, labels }) => {
    const along = labels.filter((label) => label !== "").join(", ");
    return `${words.get(from)} → ${words.get(to)}${along === "" ? "" : `: ${along}`}`;
  });
}
