import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { toDescribedSettings } from "../aws/firehose-settings";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { listStreamRecords } from "../streaming/list-stream-records";
import { formatCount } from "../aws/format-count";
import type { Arrow, Box } from "./flow-picture";
import { drawPipeline } from "./draw-pipeline";
import { ignoreMissing } from "../aws/ignore-missing";
import { show } from "./kernel-display";
import { createDrawingBundle, formatBox } from "./picture-bundle";

/** The names of the pipeline's resources. */
export interface WindowedDelivery {
  readonly inputStream: string;
  readonly outputStream: string;
  readonly firehoseName: string;
  readonly bucketName: string;
}

/**
 * Draws the way from metric event to bucket as AWS describes it at the moment: which parts exist, what they are
 * connected to, and what they hold. Parts that are not connected as they should be are listed below the picture.
 */
export async function showWindowedDelivery(names: WindowedDelivery): Promise<void> {
  const described = await describe(names);
  const { boxes, arrows } = layOutDelivery(names, described);
  show(createDrawingBundle({ title: "Windowed delivery", boxes, arrows, lines: boxes.map(formatBox) }));
  const { "source stream": source, bucket } = described.settings ?? {};
  if (source !== undefined && source !== names.outputStream)
    console.log(`⚠ ${names.firehoseName} reads ${source}, not ${names.outputStream}.`);
  if (bucket !== undefined && bucket !== names.bucketName)
    console.log(`⚠ ${names.firehoseName} writes to ${bucket}, not to ${names.bucketName}.`);
}

/** The same picture as SVG, for a report: its text for those who do not see it says what each part holds. */
export async function drawDelivery(names: WindowedDelivery): Promise<string> {
  const { boxes, arrows } = layOutDelivery(names, await describe(names));
  return drawPipeline(boxes, arrows, boxes.map(formatBox).join("; "));
}

interface DeliveryState {
  /** Numbers of records and objects; undefined: the stream or bucket does not exist. */
  readonly events: number | undefined;
  readonly aggregates: number | undefined;
  readonly objects: number | undefined;
  readonly settings: Readonly<Record<string, string>> | undefined;
}

async function describe(names: WindowedDelivery): Promise<DeliveryState> {
  const countRecords = (streamName: string) =>
    ignoreMissing(async () => (await listStreamRecords({ streamName })).length);
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: names.firehoseName });
  const firehose = await ignoreMissing(() => new FirehoseClient({}).send(command));
  return {
    events: await countRecords(names.inputStream),
    aggregates: await countRecords(names.outputStream),
    objects: await ignoreMissing(
      async () => (await listDeliveredObjects({ bucketName: names.bucketName, prefix: "" })).length,
    ),
    settings: firehose?.DeliveryStreamDescription && toDescribedSettings(firehose.DeliveryStreamDescription),
  };
}

function layOutDelivery(
  { inputStream, outputStream, firehoseName, bucketName }: WindowedDelivery,
  { events, aggregates, objects, settings }: DeliveryState,
): { boxes: Box[]; arrows: Arrow[] } {
  const stream = (
    [id, name]: readonly [id: string, name: string],
    column: number,
    records: number | undefined,
  ): Box => ({
    id,
    kind: "data stream",
    name,
    column,
    row: 0,
    holds: records === undefined ? undefined : formatCount(records, "record"),
    exists: records !== undefined,
  });
  const isMeant = settings?.["source stream"] === outputStream && settings["bucket"] === bucketName;
  return {
    boxes: [
      stream(["in", inputStream], 0, events),
      { id: "app", kind: "script", name: "windowed-metrics-app", column: 1, row: 0, exists: true },
      stream(["out", outputStream], 2, aggregates),
      {
        id: "firehose",
        kind: "Firehose",
        name: firehoseName,
        column: 2,
        row: 1,
        holds: settings?.["partition keys"] === undefined ? undefined : "sorts by componentName",
        exists: settings !== undefined,
      },
      {
        id: "bucket",
        kind: "S3 bucket",
        name: bucketName,
        column: 1,
        row: 1,
        holds: objects === undefined ? undefined : formatCount(objects, "object"),
        exists: objects !== undefined,
      },
    ],
    arrows: [
      { from: "in", to: "app", labels: [], exists: events !== undefined },
      { from: "app", to: "out", labels: [], exists: aggregates !== undefined },
      { from: "out", to: "firehose", labels: [], exists: isMeant },
      { from: "firehose", to: "bucket", labels: [], exists: isMeant },
    ],
  };
}
