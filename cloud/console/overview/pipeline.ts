import { aws, rest } from "../aws";
import { nameIn } from "../formats";
import { databases, tablesOf } from "../glue/catalog";
import { bucketNames, deliveryStreamNames, streamNames } from "../names";

/** What data flows through, by what it does: a column each. */
export const COLUMNS = ["Producers", "Streams and queues", "Delivery and functions", "Buckets", "Tables"] as const;

export type Kind = "producers" | "kinesis" | "sqs" | "firehose" | "lambda" | "s3" | "glue";

export interface FlowNode {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** 0 for producers. */
  readonly column: number;
}

export interface FlowArrow {
  readonly from: string;
  readonly to: string;
}

export interface Pipeline {
  readonly nodes: readonly FlowNode[];
  readonly arrows: readonly FlowArrow[];
}

const COLUMN_OF: Readonly<Record<Kind, number>> = {
  producers: 0,
  kinesis: 1,
  sqs: 1,
  firehose: 2,
  lambda: 2,
  s3: 3,
  glue: 4,
};
export const PRODUCERS: FlowNode = { id: "producers", kind: "producers", name: "Producers", column: 0 };

const node = (kind: Kind, name: string): FlowNode => ({ id: `${kind}/${name}`, kind, name, column: COLUMN_OF[kind] });

/** The whole pipeline, as AWS's own describing calls tell of it. */
export async function loadPipeline(): Promise<Pipeline> {
  const [streams, queues, deliveries, functions, buckets, tables, mappings] = await Promise.all([
    streamNames(),
    aws<{ QueueUrls?: string[] }>("sqs", "ListQueues").then(({ QueueUrls = [] }) => QueueUrls.map(nameIn)),
    deliveryStreams(),
    rest<{ Functions: { FunctionName: string }[] }>("lambda", "GET /2015-03-31/functions/"),
    bucketNames(),
    glueTables(),
    rest<{ EventSourceMappings: { EventSourceArn: string; FunctionArn: string }[] }>(
      "lambda",
      "GET /2015-03-31/event-source-mappings/",
    ),
  ]);
  const ways = deliveries.flatMap(({ name, source, bucket }) => [
    { from: source === undefined ? PRODUCERS.id : `kinesis/${nameIn(source)}`, to: `firehose/${name}` },
    ...(bucket === undefined ? [] : [{ from: `firehose/${name}`, to: `s3/${nameIn(bucket)}` }]),
  ]);
  const nodes = [
    PRODUCERS,
    ...streams.map((name) => node("kinesis", name)),
    ...queues.map((name) => node("sqs", name)),
    ...deliveries.map(({ name }) => node("firehose", name)),
    ...functions.Functions.map(({ FunctionName }) => node("lambda", FunctionName)),
    ...buckets.map((name) => node("s3", name)),
    ...tables.map(({ name }) => node("glue", name)),
  ];
  const ids = new Set(nodes.map(({ id }) => id));
  const arrows = [
    ...streams.map((name) => ({ from: PRODUCERS.id, to: `kinesis/${name}` })),
    ...ways,
    ...mappings.EventSourceMappings.map(({ EventSourceArn, FunctionArn }) => ({
      from: `${EventSourceArn.includes(":sqs:") ? "sqs" : "kinesis"}/${nameIn(EventSourceArn)}`,
      to: `lambda/${FunctionArn.split(":")[6] ?? nameIn(FunctionArn)}`,
    })),
    ...tables.flatMap(({ name, bucket }) =>
      bucket === undefined ? [] : [{ from: `s3/${bucket}`, to: `glue/${name}` }],
    ),
  ];
  return ordered({ nodes, arrows: arrows.filter(({ from, to }) => ids.has(from) && ids.has(to)) });
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

/** Each column in the order of what leads to it, so that few arrows cross. */
function ordered({ nodes, arrows }: Pipeline): Pipeline {
  const place = new Map<string, number>();
  const columns = COLUMNS.map((_name, column) => {
    const weight = ({ id }: FlowNode): number => {
      const from = arrows.filter(({ to }) => to === id).map((arrow) => place.get(arrow.from) ?? 0);
      return from.length === 0 ? Infinity : from.reduce((sum, one) => sum + one, 0) / from.length;
    };
    const sorted = nodes.filter((one) => one.column === column).sort((a, b) => weight(a) - weight(b) || 0);
    sorted.forEach(({ id }, n) => place.set(id, n));
    return sorted;
  });
  return { nodes: columns.flat(), arrows };
}
