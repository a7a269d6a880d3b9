import { AthenaClient, ListQueryExecutionsCommand } from "@aws-sdk/client-athena";
import {
  DescribeDeliveryStreamCommand,
  ListDeliveryStreamsCommand,
  type DeliveryStreamDescription,
} from "@aws-sdk/client-firehose";
import { GetPartitionsCommand, GetTableCommand, GlueClient, type Column, type Partition } from "@aws-sdk/client-glue";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type Stage } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { countWindowsSql } from "../../../src/metrics/count-windows-sql";
import { useClient } from "../../givens/given-resources";
import { DATABASE } from "../given/names";
import { getExecution, queryRows } from "./athena-rows";
import { SOURCE, TARGET } from "./duplicates";

/** The state of the delivery after the notebook's cells have run, as plain data. */
interface Delivery {
  readonly seed: number;
  readonly firehose?: DeliveryStreamDescription;
  readonly table?: ObservedTable;
  /** The result of the learner's query, with the column names first. */
  readonly answer?: readonly (readonly string[])[];
  /** The last query that the learner sent on the table, before the incident. */
  readonly query?: string;
}

interface ObservedTable {
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly partitions: readonly { readonly value: string; readonly location: string }[];
}

/** The state that `lookAtDelivery` has kept as evidence. */
export const getDelivery = ({ seen }: Evidence): Delivery => seen as unknown as Delivery;

/** The end of stream I's name, which begins with the learner's own name. */
export const OUTPUT = "-aggregates";
/** A Firehose delivers 60 seconds after the first record; the rest is for its polling. */
const UNTIL_DELIVERED_SECONDS = 90;

/** Made-up aggregates of components that the learner has not seen. */
export function createProbes(seed: number): { componentName: string; metricName: string; maxValue: number }[] {
  const random = seededRandom((seed ^ 0xde1) >>> 0);
  const names = [1, 2].map((n) => `service-${between(random, 1000, 9999)}-${n}`);
  return [0, 1, 0, 1, 0].map((at) => ({
    componentName: names[at] ?? "",
    metricName: "cpu",
    maxValue: between(random, 1, 99),
  }));
}

/** Puts aggregates of its own into stream I, waits for their delivery, and describes the learner's resources. */
export async function lookAtDelivery(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const { kinesis, firehose, seed } = stage;
  await stage.advance(60);
  const { DeliveryStreamNames = [] } = await firehose.send(new ListDeliveryStreamsCommand({}));
  const name = DeliveryStreamNames.find((name) => name.endsWith("-delivery"));
  const found =
    name === undefined
      ? undefined
      : await ignoreRefusal(firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name })));
  const source = found?.DeliveryStreamDescription?.Source?.KinesisStreamSourceDescription?.KinesisStreamARN;
  if (source !== undefined) {
    const Records = [...createProbes(seed), { metricName: "of nobody" }].map((record) => ({
      PartitionKey: "p",
      Data: Buffer.from(JSON.stringify(record)),
    }));
    await ignoreRefusal(kinesis.send(new PutRecordsCommand({ StreamARN: source, Records })));
  }
  await stage.advance(UNTIL_DELIVERED_SECONDS);
  const table = await readTable(stage);
  return {
    seed,
    ...(found?.DeliveryStreamDescription ? { firehose: found.DeliveryStreamDescription } : {}),
    ...(table ? { table } : {}),
    ...(await askLastQuestion(stage)),
  };
}

async function readTable({ connection }: Stage): Promise<ObservedTable | undefined> {
  const of = { DatabaseName: DATABASE, TableName: "aggregates" };
  return useClient(new GlueClient(connection), async (glue) => {
    const found = await ignoreRefusal(glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: of.TableName })));
    if (!found?.Table) return undefined;
    const { PartitionKeys = [], StorageDescriptor } = found.Table;
    const { Partitions = [] } = (await ignoreRefusal(glue.send(new GetPartitionsCommand(of)))) ?? {};
    return {
      columns: (StorageDescriptor?.Columns ?? []).map(describeColumn),
      keys: PartitionKeys.map(describeColumn),
      partitions: Partitions.map(formatPartition).sort((a, b) => (a.value < b.value ? -1 : 1)),
    };
  });
}

const describeColumn = ({ Name = "", Type = "" }: Column): string => `${Name} ${Type}`.toLowerCase();
/** A partition's value and folder. Its last slash may be missing: a folder is the same without it. */
export const formatPartition = ({ Values: [value = ""] = [], StorageDescriptor }: Partition) => ({
  value,
  location: StorageDescriptor?.Location?.replace(/\/?$/, "/") ?? "",
});

/** A row of the learner's table. */
export interface ProbeWindow {
  readonly componentName: string;
  readonly metricName: string;
  readonly unit: string;
  readonly minValue: number;
  readonly maxValue: number;
  readonly avg: number;
  readonly fromTimestamp: string;
  readonly toTimestamp: string;
}

/** The rows that the learner's query is judged on: windows of both services and both metrics. Their values depend on the seed, and so does their order. */
export function createProbeWindows(seed: number): ProbeWindow[] {
  const random = seededRandom((seed ^ 0x9ae) >>> 0);
  return ["user-service", "order-service"].flatMap((componentName) =>
    ["cpu", "ram"].flatMap((metricName, metric) => {
      const [lowest, highest] = [drawUnsorted(random), drawUnsorted(random)];
      // Turned by one, the smallest values are never in the order of the largest ones.
      return highest.map((maxValue, n) => ({
        componentName,
        metricName,
        unit: metricName === "cpu" ? "percent" : "mebibytes",
        minValue: lowest[(n + 1) % lowest.length] ?? 0,
        maxValue,
        avg: 5,
        fromTimestamp: `2034-01-01T0${2 * n + metric}:00:01.000Z`,
        toTimestamp: `2034-01-01T0${2 * n + metric}:00:59.000Z`,
      }));
    }),
  );
}

/** Numbers of one and of two digits before the point, which sort differently as text. Three are the same as whole numbers, and in neither order. */
function drawUnsorted(random: () => number): readonly number[] {
  const whole = between(random, 10, 99);
  const [first, second] = [0, 1].map(() => between(random, 100, 999) / 100);
  return [whole + 0.2, first ?? 0, whole, second ?? 0, whole + 0.4];
}

/** Runs the learner's last query again, with made-up windows in the folders. */
async function askLastQuestion({
  connection,
  s3,
  seed,
  account,
  advance,
}: Stage): Promise<Pick<Delivery, "answer" | "query">> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.map(({ Name = "" }) => Name).find((name) => name.endsWith(`${OUTPUT}-${account}`));
  if (Bucket === undefined) return {};
  for (const component of ["user-service", "order-service"]) {
    const lines = createProbeWindows(seed).filter(({ componentName }) => componentName === component);
    const Body = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
    await s3.send(new PutObjectCommand({ Bucket, Key: `${component}/probe`, Body }));
  }
  return useClient(new AthenaClient(connection), async (athena) => {
    const QueryString = await findLastQuestion(athena);
    if (QueryString === undefined) return {};
    const rows = await queryRows(athena, QueryString, { account, advance });
    return { query: QueryString, ...(rows ? { answer: rows } : {}) };
  });
}

/** Queries of part 9, which the notebook or the check sends after the learner's question. */
const isIncidentQuery = (query: string): boolean =>
  query === countWindowsSql("aggregates") || [SOURCE, TARGET, "windows_once"].some((table) => query.includes(table));

async function findLastQuestion(athena: AthenaClient): Promise<string | undefined> {
  const { QueryExecutionIds = [] } = await athena.send(new ListQueryExecutionsCommand({}));
  for (const QueryExecutionId of QueryExecutionIds) {
    const execution = await getExecution(athena, QueryExecutionId);
    if (execution?.StatementType === "DML" && !isIncidentQuery(execution.Query ?? "")) return execution.Query;
  }
  return undefined;
}
