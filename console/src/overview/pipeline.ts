import { callAws } from "../aws";
import { describe, listApplications } from "../flink/applications";
import { parseName } from "../formats";
import { listDatabases, listTables } from "../glue/catalog";
import { listFunctions, listTriggers } from "../lambda/functions";
import { listBucketNames, listDeliveryStreamNames, listStreamNames } from "../names";
import { listQueueNames } from "../sqs/queues";

export type Kind = "producers" | "kinesis" | "sqs" | "flink" | "firehose" | "lambda" | "s3" | "glue";

export interface FlowNode {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** From 0, left to right. */
  readonly column: number;
  /** From 0, top to bottom; halves are possible, so that a short column is centered. */
  readonly row: number;
}

export interface FlowArrow {
  readonly from: string;
  readonly to: string;
  /** The id of the event source mapping from a stream or a queue to a function. */
  readonly mapping?: string;
  /** Whether the arrow is between a Firehose and the function that transforms its records, in either direction. */
  readonly transforms?: true;
  /** The points where the arrow passes through the columns that it skips. */
  readonly via?: readonly Pick<FlowNode, "column" | "row">[];
}

export interface Pipeline {
  readonly nodes: readonly FlowNode[];
  readonly arrows: readonly FlowArrow[];
}

/** The kinds of resources in each column; an empty column is left out. */
const COLUMNS: readonly (readonly Kind[])[] = [
  ["producers"],
  ["kinesis", "sqs"],
  ["flink"],
  ["lambda"],
  ["firehose"],
  ["s3"],
  ["glue"],
];
type NodeContent = Omit<FlowNode, "column" | "row">;
const PRODUCERS: NodeContent = { id: "producers", kind: "producers", name: "Producers" };

const createNode = (kind: Kind, name: string): NodeContent => ({ id: `${kind}/${name}`, kind, name });

/**
 * The whole pipeline, from AWS's own Describe calls.
 *
 * @param writes the writers and their destinations, which no such call gives: `GasStationApp firehose/SI-Firehose`
 */
export async function loadPipeline(writes: readonly string[]): Promise<Pipeline> {
  const [streams, queues, deliveries, all, buckets, tables, triggers, applications] = await Promise.all([
    listStreamNames(),
    listQueueNames(),
    listDeliveryStreams(),
    listFunctions(),
    listBucketNames(),
    listGlueTables(),
    listTriggers(),
    listApplications(),
  ]);
  const nodes = [
    PRODUCERS,
    ...streams.map((name) => createNode("kinesis", name)),
    ...queues.map((name) => createNode("sqs", name)),
    ...applications.map(({ ApplicationName }) => createNode("flink", ApplicationName)),
    ...deliveries.map(({ name }) => createNode("firehose", name)),
    ...all.map(({ FunctionName }) => createNode("lambda", FunctionName)),
    ...buckets.map((name) => createNode("s3", name)),
    ...tables.map(({ name }) => createNode("glue", name)),
  ];
  const ids = new Set(nodes.map(({ id }) => id));
  const ofApplications = await Promise.all(
    applications.map(({ ApplicationName }) => listApplicationArrows(ApplicationName)),
  );
  const fed = new Set(ofApplications.flat().map(({ to }) => to));
  const arrows = [
    ...streams.map((name) => ({ from: PRODUCERS.id, to: `kinesis/${name}` })),
    ...deliveries.flatMap(({ name, source, transform, bucket }) => [
      { from: source === undefined ? PRODUCERS.id : `kinesis/${parseName(source)}`, to: `firehose/${name}` },
      ...(transform === undefined ? [] : createArrowsBothWays(`firehose/${name}`, `lambda/${transform}`)),
      ...(bucket === undefined ? [] : [{ from: `firehose/${name}`, to: `s3/${parseName(bucket)}` }]),
    ]),
    ...triggers.map(({ UUID, EventSourceArn, FunctionArn }) => ({
      from: `${EventSourceArn.includes(":sqs:") ? "sqs" : "kinesis"}/${parseName(EventSourceArn)}`,
      to: `lambda/${FunctionArn.split(":")[6] ?? parseName(FunctionArn)}`,
      mapping: UUID,
    })),
    ...tables.flatMap(({ name, bucket }) =>
      bucket === undefined ? [] : [{ from: `s3/${bucket}`, to: `glue/${name}` }],
    ),
    ...writes.flatMap((write) => {
      const [session = "", location = ""] = write.split(" ");
      // A function that transforms a Firehose's records and also puts records into it has only one arrow to it.
      const isTransform = deliveries.some(
        ({ name, transform }) => transform === session && location === `firehose/${name}`,
      );
      return isTransform ? [] : [{ from: `lambda/${session}`, to: location }];
    }),
    // A stream that an application writes to gets no arrow from the producers.
  ].filter(({ from, to }) => from !== PRODUCERS.id || !fed.has(to));
  return placeNodes(
    nodes,
    [...arrows, ...ofApplications.flat()].filter(({ from, to }) => ids.has(from) && ids.has(to)),
  );
}

const createArrowsBothWays = (firehose: string, lambda: string): FlowArrow[] => [
  { from: firehose, to: lambda, transforms: true },
  { from: lambda, to: firehose, transforms: true },
];

/** The arrows from and to an SQL application. For Flink applications only their code knows what they read and write. */
async function listApplicationArrows(name: string): Promise<FlowArrow[]> {
  const { ApplicationConfigurationDescription: details } = await describe(name);
  const { InputDescriptions = [], OutputDescriptions = [] } = details?.SqlApplicationConfigurationDescription ?? {};
  const id = `flink/${name}`;
  const end = (kind: Kind, resource: { readonly ResourceARN: string } | undefined): string[] =>
    resource === undefined
      ? []
      : [`${kind}/${kind === "lambda" ? (resource.ResourceARN.split(":")[6] ?? "") : parseName(resource.ResourceARN)}`];
  return [
    ...InputDescriptions.flatMap((input) => [
      ...end("kinesis", input.KinesisStreamsInputDescription),
      ...end("firehose", input.KinesisFirehoseInputDescription),
    ]).map((from) => ({ from, to: id })),
    ...OutputDescriptions.flatMap((output) => [
      ...end("kinesis", output.KinesisStreamsOutputDescription),
      ...end("firehose", output.KinesisFirehoseOutputDescription),
      ...end("lambda", output.LambdaOutputDescription),
    ]).map((to) => ({ from: id, to })),
  ];
}

interface Delivery {
  readonly name: string;
  readonly source: string | undefined;
  /** The name of the function that transforms its records. */
  readonly transform: string | undefined;
  readonly bucket: string | undefined;
}

interface FirehoseAnswer {
  readonly DeliveryStreamDescription: {
    readonly Source?: { readonly KinesisStreamSourceDescription?: { readonly KinesisStreamARN: string } };
    readonly Destinations: readonly { readonly ExtendedS3DestinationDescription?: Destination }[];
  };
}

interface Destination {
  readonly BucketARN: string;
  readonly ProcessingConfiguration?: { readonly Enabled?: boolean; readonly Processors?: readonly Processor[] };
}

interface Processor {
  readonly Type: string;
  readonly Parameters?: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
}

async function listDeliveryStreams(): Promise<Delivery[]> {
  const names = await listDeliveryStreamNames();
  return Promise.all(
    names.map(async (name) => {
      const { DeliveryStreamDescription: details } = await callAws<FirehoseAnswer>(
        "firehose",
        "DescribeDeliveryStream",
        {
          DeliveryStreamName: name,
        },
      );
      const destination = details.Destinations[0]?.ExtendedS3DestinationDescription;
      return {
        name,
        transform: getTransform(destination),
        source: details.Source?.KinesisStreamSourceDescription?.KinesisStreamARN,
        bucket: destination?.BucketARN,
      };
    }),
  );
}

function getTransform({ ProcessingConfiguration: processing }: Partial<Destination> = {}): string | undefined {
  const { Parameters = [] } = processing?.Processors?.find(({ Type }) => Type === "Lambda") ?? {};
  const arn = Parameters.find(({ ParameterName }) => ParameterName === "LambdaArn")?.ParameterValue;
  return processing?.Enabled === true ? arn?.split(":")[6] : undefined;
}

async function listGlueTables(): Promise<{ readonly name: string; readonly bucket: string | undefined }[]> {
  const lists = await Promise.all(
    (await listDatabases()).map(async ({ Name: database }) =>
      (await listTables(database)).map(({ Name, StorageDescriptor }) => ({
        name: `${database}.${Name}`,
        bucket: /^s3:\/\/([^/]+)/.exec(StorageDescriptor?.Location ?? "")?.[1],
      })),
    ),
  );
  return lists.flat();
}

/**
 * Places the nodes: each column is sorted by the rows of the nodes that lead to it, so that few arrows cross, and is
 * centered.
 */
function placeNodes(nodes: readonly NodeContent[], arrows: readonly FlowArrow[]): Pipeline {
  const columns = COLUMNS.map((kinds) => nodes.filter(({ kind }) => kinds.includes(kind))).filter(
    (column) => column.length > 0,
  );
  const columnOf = new Map(columns.flatMap((column, at) => column.map(({ id }) => [id, at])));
  const lanes = arrows.flatMap((arrow) => createLanes(arrow, columnOf));
  const slots = columns.map((column, at) => [
    ...column.map(({ id }) => ({
      id,
      // Only arrows from the left: a node to the right has no row yet.
      from: arrows
        .filter(({ from, to }) => to === id && (columnOf.get(from) ?? 0) <= at)
        .map((arrow) => getLastId(arrow, lanes)),
    })),
    ...lanes.filter(({ column: of }) => of === at).map(({ id, from }) => ({ id, from: [from] })),
  ]);
  const max = Math.max(...slots.map(({ length }) => length));
  const rows = new Map<string, number>();
  for (const column of slots) {
    const weighed = column.map(({ id, from }) => ({ id, weight: getAverage(from.map((item) => rows.get(item) ?? 0)) }));
    weighed.sort((a, b) => a.weight - b.weight || 0);
    for (const [n, { id }] of weighed.entries()) rows.set(id, n + (max - column.length) / 2);
  }
  const getPosition = (id: string, column: number) => ({ column, row: rows.get(id) ?? 0 });
  return {
    nodes: nodes.map((node) => ({ ...node, ...getPosition(node.id, columnOf.get(node.id) ?? 0) })),
    arrows: arrows.map((arrow) => ({
      ...arrow,
      via: lanes.filter((lane) => lane.arrow === arrow).map(({ id, column }) => getPosition(id, column)),
    })),
  };
}

/** The place of an arrow in a column that it skips. */
interface Lane {
  readonly id: string;
  readonly arrow: FlowArrow;
  readonly column: number;
  /** The id of the arrow's start, or of its lane in the column before. */
  readonly from: string;
}

const getLaneId = ({ from, to }: FlowArrow, column: number): string => `${from} ${to} ${column}`;

/** An arrow to the right has a lane in each column between its ends. */
function createLanes(arrow: FlowArrow, columnOf: ReadonlyMap<string, number>): Lane[] {
  const start = (columnOf.get(arrow.from) ?? 0) + 1;
  const count = Math.max(0, (columnOf.get(arrow.to) ?? 0) - start);
  return Array.from({ length: count }, (_, n) => ({
    id: getLaneId(arrow, start + n),
    arrow,
    column: start + n,
    from: n === 0 ? arrow.from : getLaneId(arrow, start + n - 1),
  }));
}

/** The id in the column beside an arrow's end: its last lane, or the arrow's start. */
const getLastId = (arrow: FlowArrow, lanes: readonly Lane[]): string =>
  lanes.filter((lane) => lane.arrow === arrow).at(-1)?.id ?? arrow.from;

/** The average; Infinity for an empty list, so that a node without incoming arrows is placed last. */
const getAverage = (all: readonly number[]): number =>
  all.length === 0 ? Infinity : all.reduce((sum, item) => sum + item, 0) / all.length;
