import { aws } from "../aws";
import { describe, listApplications } from "../flink/applications";
import { nameIn } from "../formats";
import { databases, tablesOf } from "../glue/catalog";
import { functions, triggersOf } from "../lambda/functions";
import { bucketNames, deliveryStreamNames, streamNames } from "../names";
import { queueNames } from "../sqs/queues";

export type Kind = "producers" | "kinesis" | "sqs" | "flink" | "firehose" | "lambda" | "s3" | "glue";

export interface FlowNode {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** From 0, left to right. */
  readonly column: number;
  /** From 0, top to bottom; with halves, so that a short column stands in the middle. */
  readonly row: number;
}

export interface FlowArrow {
  readonly from: string;
  readonly to: string;
  /** The id of the event source mapping that hands records on, from a stream or a queue to a function. */
  readonly mapping?: string;
}

export interface Pipeline {
  readonly nodes: readonly FlowNode[];
  readonly arrows: readonly FlowArrow[];
}

/** What data flows through, by what it does: a column each, where there is anything in it. */
const COLUMNS: readonly (readonly Kind[])[] = [
  ["producers"],
  ["kinesis", "sqs"],
  ["flink"],
  ["lambda"],
  ["firehose"],
  ["s3"],
  ["glue"],
];
type Named = Omit<FlowNode, "column" | "row">;
const PRODUCERS: Named = { id: "producers", kind: "producers", name: "Producers" };

const node = (kind: Kind, name: string): Named => ({ id: `${kind}/${name}`, kind, name });

/**
 * The whole pipeline, as AWS's own describing calls tell of it.
 *
 * @param writes who has written where, which no such call tells: `GasStationApp firehose/SI-Firehose`
 */
export async function loadPipeline(writes: readonly string[]): Promise<Pipeline> {
  const [streams, queues, deliveries, all, buckets, tables, triggers, applications] = await Promise.all([
    streamNames(),
    queueNames(),
    deliveryStreams(),
    functions(),
    bucketNames(),
    glueTables(),
    triggersOf(),
    listApplications(),
  ]);
  const nodes = [
    PRODUCERS,
    ...streams.map((name) => node("kinesis", name)),
    ...queues.map((name) => node("sqs", name)),
    ...applications.map(({ ApplicationName }) => node("flink", ApplicationName)),
    ...deliveries.map(({ name }) => node("firehose", name)),
    ...all.map(({ FunctionName }) => node("lambda", FunctionName)),
    ...buckets.map((name) => node("s3", name)),
    ...tables.map(({ name }) => node("glue", name)),
  ];
  const ids = new Set(nodes.map(({ id }) => id));
  const ofApplications = await Promise.all(
    applications.map(({ ApplicationName }) => applicationArrows(ApplicationName)),
  );
  const fed = new Set(ofApplications.flat().map(({ to }) => to));
  const arrows = [
    ...streams.map((name) => ({ from: PRODUCERS.id, to: `kinesis/${name}` })),
    ...deliveries.flatMap(({ name, source, bucket }) => [
      { from: source === undefined ? PRODUCERS.id : `kinesis/${nameIn(source)}`, to: `firehose/${name}` },
      ...(bucket === undefined ? [] : [{ from: `firehose/${name}`, to: `s3/${nameIn(bucket)}` }]),
    ]),
    ...triggers.map(({ UUID, EventSourceArn, FunctionArn }) => ({
      from: `${EventSourceArn.includes(":sqs:") ? "sqs" : "kinesis"}/${nameIn(EventSourceArn)}`,
      to: `lambda/${FunctionArn.split(":")[6] ?? nameIn(FunctionArn)}`,
      mapping: UUID,
    })),
    ...tables.flatMap(({ name, bucket }) =>
      bucket === undefined ? [] : [{ from: `s3/${bucket}`, to: `glue/${name}` }],
    ),
    ...writes.map((write) => {
      const [session = "", place = ""] = write.split(" ");
      return { from: `lambda/${session}`, to: place };
    }),
    // What an application writes to has that for its producer.
  ].filter(({ from, to }) => from !== PRODUCERS.id || !fed.has(to));
  return placed(
    nodes,
    [...arrows, ...ofApplications.flat()].filter(({ from, to }) => ids.has(from) && ids.has(to)),
  );
}

/** What an SQL application reads and writes. Of others AWS knows no more than their code does. */
async function applicationArrows(name: string): Promise<FlowArrow[]> {
  const { ApplicationConfigurationDescription: told } = await describe(name);
  const { InputDescriptions = [], OutputDescriptions = [] } = told?.SqlApplicationConfigurationDescription ?? {};
  const id = `flink/${name}`;
  const end = (kind: Kind, resource: { readonly ResourceARN: string } | undefined): string[] =>
    resource === undefined
      ? []
      : [`${kind}/${kind === "lambda" ? (resource.ResourceARN.split(":")[6] ?? "") : nameIn(resource.ResourceARN)}`];
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
  readonly bucket: string | undefined;
}

interface Described {
  readonly DeliveryStreamDescription: {
    readonly Source?: { readonly KinesisStreamSourceDescription?: { readonly KinesisStreamARN: string } };
    readonly Destinations: readonly { readonly ExtendedS3DestinationDescription?: { readonly BucketARN: string } }[];
  };
}

async function deliveryStreams(): Promise<Delivery[]> {
  const names = await deliveryStreamNames();
  return Promise.all(
    names.map(async (name) => {
      const { DeliveryStreamDescription: told } = await aws<Described>("firehose", "DescribeDeliveryStream", {
        DeliveryStreamName: name,
      });
      return {
        name,
        source: told.Source?.KinesisStreamSourceDescription?.KinesisStreamARN,
        bucket: told.Destinations[0]?.ExtendedS3DestinationDescription?.BucketARN,
      };
    }),
  );
}

async function glueTables(): Promise<{ readonly name: string; readonly bucket: string | undefined }[]> {
  const lists = await Promise.all(
    (await databases()).map(async ({ Name: database }) =>
      (await tablesOf(database)).map(({ Name, StorageDescriptor }) => ({
        name: `${database}.${Name}`,
        bucket: /^s3:\/\/([^/]+)/.exec(StorageDescriptor?.Location ?? "")?.[1],
      })),
    ),
  );
  return lists.flat();
}

/** Each column in the order of what leads to it, so that few arrows cross, and in the middle. */
function placed(nodes: readonly Named[], arrows: readonly FlowArrow[]): Pipeline {
  const columns = COLUMNS.map((kinds) => nodes.filter(({ kind }) => kinds.includes(kind))).filter(
    (column) => column.length > 0,
  );
  const most = Math.max(...columns.map(({ length }) => length));
  const rows = new Map<string, number>();
  const found = columns.flatMap((column, at) => {
    const weights = new Map(
      column.map(({ id }) => {
        const from = arrows.flatMap((arrow) => (arrow.to === id ? [rows.get(arrow.from) ?? 0] : []));
        return [id, from.length === 0 ? Infinity : from.reduce((sum, one) => sum + one, 0) / from.length];
      }),
    );
    const weight = ({ id }: Named): number => weights.get(id) ?? Infinity;
    return [...column]
      .sort((a, b) => weight(a) - weight(b) || 0)
      .map((one, n) => {
        const row = n + (most - column.length) / 2;
        rows.set(one.id, row);
        return { ...one, column: at, row };
      });
  });
  return { nodes: found, arrows };
}
