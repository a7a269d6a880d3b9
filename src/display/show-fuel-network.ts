import { formatCount } from "../aws/format-count";
import { describeFuelNetwork, type DescribedNetwork, type FuelNetwork } from "./describe-fuel-network";
import type { Arrow, Box } from "./flow-picture";
import { show } from "./kernel-display";
import { createDrawingBundle } from "./picture-bundle";

/**
 * Draws the way from gas station to truck as AWS describes it just now: which parts exist, what they are connected to,
 * what they hold, and how much went along each arrow. Objects in S3 and messages in the queue are counted; the numbers
 * at the arrows are CloudWatch's metrics. Parts that are not connected as they should be are listed below the picture.
 */
export async function showFuelNetwork(names: FuelNetwork): Promise<void> {
  const described = await describeFuelNetwork(names);
  const connections = createConnections(names, described);
  const boxes = createBoxes(names, described);
  const arrows = connections.map(({ isMeant, exists, ...arrow }): Arrow => ({ ...arrow, exists: exists && isMeant }));
  show(createDrawingBundle({ title: "Fuel network", boxes, arrows, lines: formatLines(boxes, arrows) }));
  const notes = connections.flatMap(({ exists, isMeant, note }) => (exists && !isMeant ? [`⚠ ${note}`] : []));
  if (notes.length > 0) console.log(notes.join("\n"));
}

function createBoxes(
  { firehoseName, bucketName, queueName }: FuelNetwork,
  { functions, firehose, objects, failed, messages }: DescribedNetwork,
): Box[] {
  const createFunctionBox = (name: string, at: { column: number; row: number }): Box => ({
    id: name,
    kind: "Lambda function",
    name,
    exists: functions.get(name) !== undefined,
    ...at,
  });
  const inBucket =
    objects === undefined ? undefined : formatCount(objects, "object") + (failed ? `, ${failed} failed` : "");
  const inQueue = messages && `${messages.available} waiting, ${messages.inFlight} in flight`;
  const format = firehose && (firehose.settings["output format"] ?? "not converted");
  return [
    createFunctionBox("GasStationApp", { column: 0, row: 0 }),
    {
      id: "firehose",
      kind: "Firehose",
      name: firehoseName,
      column: 1,
      row: 0,
      status: firehose?.status === "ACTIVE" ? undefined : firehose?.status,
      holds: format,
      exists: firehose !== undefined,
    },
    {
      id: "bucket",
      kind: "S3 bucket",
      name: bucketName,
      column: 2,
      row: 0,
      holds: inBucket,
      exists: objects !== undefined,
    },
    createFunctionBox("FuelPlanningApp", { column: 2, row: 1 }),
    {
      id: "queue",
      kind: "SQS queue",
      name: queueName,
      column: 1,
      row: 1,
      holds: inQueue,
      exists: messages !== undefined,
    },
    createFunctionBox("FuelTruckApp", { column: 0, row: 1 }),
  ];
}

/** An arrow, and whether the settings of the part at one end name the part at the other end. */
interface Connection extends Arrow {
  readonly exists: boolean;
  readonly isMeant: boolean;
  /** Shown below the picture where the part is connected to something else. */
  readonly note: string;
}

function createConnections(
  { firehoseName, bucketName, queueName }: FuelNetwork,
  { functions, firehose, put, delivered, sent, deleted }: DescribedNetwork,
): Connection[] {
  const bucket = firehose?.settings["bucket"];
  const getVariableNote = (name: string, key: string, requested: string) => {
    const variables = functions.get(name);
    const value = variables?.[key]?.split("/").at(-1);
    return {
      exists: variables !== undefined,
      isMeant: value === requested,
      note: `${name} has ${key} = ${variables?.[key] ?? "nothing"}, not ${requested}. Run the cell that deploys it again.`,
    };
  };
  const planning = functions.get("FuelPlanningApp");
  return [
    {
      from: "GasStationApp",
      to: "firehose",
      labels: [formatCount(put, "reading")],
      ...getVariableNote("GasStationApp", "delivery_stream", firehoseName),
    },
    {
      from: "firehose",
      to: "bucket",
      labels: [formatCount(delivered, "reading")],
      exists: firehose !== undefined,
      isMeant: bucket === bucketName,
      note: `${firehoseName} writes to ${bucket}, not to ${bucketName}. Run the cell that creates it again: it prints the line that fixes this.`,
    },
    {
      from: "bucket",
      to: "FuelPlanningApp",
      labels: ["Athena"],
      exists: planning !== undefined,
      isMeant: true,
      note: "",
    },
    {
      from: "FuelPlanningApp",
      to: "queue",
      labels: [formatCount(sent, "message")],
      ...getVariableNote("FuelPlanningApp", "queue_url", queueName),
    },
    {
      from: "queue",
      to: "FuelTruckApp",
      labels: [formatCount(deleted, "truck")],
      ...getVariableNote("FuelTruckApp", "queue_url", queueName),
    },
  ];
}

function formatLines(boxes: readonly Box[], arrows: readonly Arrow[]): string[] {
  const names = new Map(
    boxes.map(({ id, name, holds, exists }) => [
      id,
      `${name}${exists ? (holds ? ` (${holds})` : "") : " (not there yet)"}`,
    ]),
  );
  return arrows.map(({ from, to, labels }) => `${names.get(from)} → ${names.get(to)}: ${labels.join(", ")}`);
}
