import {
  type GetQueryResultsOutput,
  type QueryExecution,
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListQueryExecutionsCommand,
} from "@aws-sdk/client-athena";
import {
  DescribeDeliveryStreamCommand,
  PutRecordBatchCommand,
  type ExtendedS3DestinationDescription,
} from "@aws-sdk/client-firehose";
import { type Column, type Partition, GetPartitionsCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";
import { DATABASE } from "../given/names";
import { lookAtLentRole } from "./lent-role";
import { releasePlanner, watchPlanner } from "./planner";
import { probeReadings } from "./probes";

/** The state of the network after the notebook's cells have run, as plain data. */
interface Network {
  readonly firehoses: Readonly<Record<string, ObservedFirehose>>;
  /** Environment variables by the function's name. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly table?: ObservedTable;
  /** The keys below `station-data/` a minute after the grader's readings: later, any buffer has been delivered. */
  readonly delivered: readonly string[];
  /** The result of the query for station 11: a number as text. */
  readonly openingCount?: string;
}

interface ObservedFirehose {
  readonly type: string;
  readonly settings: ExtendedS3DestinationDescription;
}

interface ObservedTable {
  readonly keys: readonly { readonly name: string; readonly type: string }[];
  readonly columns: readonly string[];
  readonly partitions: readonly { readonly value: string; readonly location: string }[];
}

/** The state that `lookAtNetwork` has kept as evidence. */
export const getNetwork = ({ seen }: Evidence): Network => seen as unknown as Network;

const FIREHOSES = ["SI-Firehose", "SI-Firehose-slip"] as const;
/** A Firehose delivers 60 seconds after the first record; the rest is for the steps after the delivery. */
const UNTIL_DELIVERED_SECONDS = 90;

/**
 * Puts readings of its own into the learner's Firehoses, waits for their delivery, and describes the learner's resources.
 *
 * @param watched the judged exercises about the planner: it runs only for them
 */
export async function lookAtNetwork(
  stage: Stage,
  watched: ReadonlySet<string>,
): Promise<Readonly<Record<string, unknown>>> {
  const firehoses: Record<string, ObservedFirehose> = {};
  if (watched.size > 0) await releasePlanner(stage);
  await stage.advance(10);
  for (const name of FIREHOSES) {
    const found = await describe(stage, name);
    if (found) firehoses[name] = found;
    if (found?.type === "DirectPut") await putProbes(stage, name);
  }
  await stage.advance(UNTIL_DELIVERED_SECONDS);
  const delivered = await listDelivered(stage);
  const table = await readTable(stage);
  const openingCount = await readOpeningCount(stage);
  const environments = await readEnvironments(stage);
  const planner = watched.size > 0 ? await watchPlanner(stage) : undefined;
  return {
    seed: stage.seed,
    lentRole: await lookAtLentRole(stage),
    firehoses,
    delivered,
    environments,
    ...(planner ? { planner } : {}),
    ...(table ? { table } : {}),
    ...(openingCount === undefined ? {} : { openingCount }),
  };
}

async function listDelivered({ s3 }: Stage): Promise<readonly string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const lists = Buckets.map(({ Name }) => s3.send(new ListObjectsV2Command({ Bucket: Name, Prefix: "station-data/" })));
  return (await Promise.all(lists)).flatMap(({ Contents = [] }) => Contents.map(({ Key = "" }) => Key));
}

async function describe({ firehose }: Stage, name: string): Promise<ObservedFirehose | undefined> {
  const found = await ignoreRefusal(firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name })));
  const { Destinations: [destination] = [], DeliveryStreamType: type = "" } = found?.DeliveryStreamDescription ?? {};
  const settings = destination?.ExtendedS3DestinationDescription;
  return settings && { type, settings };
}

async function putProbes({ firehose, seed }: Stage, name: string): Promise<void> {
  const Records = probeReadings(seed).map((reading) => ({ Data: Buffer.from(JSON.stringify(reading)) }));
  await ignoreRefusal(firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: name, Records })));
}

async function readEnvironments({ connection }: Stage): Promise<Network["environments"]> {
  return useClient(new LambdaClient(connection), async (lambda) => {
    const found: Record<string, Record<string, string>> = {};
    for (const name of ["GasStationApp", "FuelPlanningApp"]) {
      const answer = await ignoreRefusal(lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })));
      // The planner without variables is the one of `createPlanner`, which the learner hasn't deployed.
      const { Variables } = answer?.Environment ?? {};
      if (Variables) found[name] = Variables;
    }
    return found;
  });
}

async function readTable({ connection }: Stage): Promise<ObservedTable | undefined> {
  const of = { DatabaseName: DATABASE, TableName: "station_partitions" };
  return useClient(new GlueClient(connection), async (glue) => {
    const found = await ignoreRefusal(glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: of.TableName })));
    if (!found?.Table) return undefined;
    const { PartitionKeys = [], StorageDescriptor } = found.Table;
    const { Partitions = [] } = (await ignoreRefusal(glue.send(new GetPartitionsCommand(of)))) ?? {};
    return {
      keys: PartitionKeys.map((key) => ({ name: getName(key), type: key.Type ?? "" })),
      columns: (StorageDescriptor?.Columns ?? []).map(getName),
      partitions: Partitions.map(formatPartition),
    };
  });
}

const getName = ({ Name = "" }: Column): string => Name;
const formatPartition = ({ Values: [value = ""] = [], StorageDescriptor }: Partition) => ({
  value,
  location: StorageDescriptor?.Location ?? "",
});

async function readOpeningCount({ connection }: Stage): Promise<string | undefined> {
  return useClient(new AthenaClient(connection), async (athena) => {
    const { QueryExecutionIds = [] } = await athena.send(new ListQueryExecutionsCommand({}));
    for (const QueryExecutionId of QueryExecutionIds) {
      const query = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      if (isOpeningQuery(query.QueryExecution))
        return getFirstValue(await ignoreRefusal(athena.send(new GetQueryResultsCommand({ QueryExecutionId }))));
    }
    return undefined;
  });
}

const isOpeningQuery = (execution: QueryExecution | undefined): boolean =>
  execution?.Query?.includes("station_id = '11'") === true && execution.Status?.State === "SUCCEEDED";

/** The first value of a query's result; the first row holds the column names. */
const getFirstValue = (results: GetQueryResultsOutput | undefined): string | undefined =>
  results?.ResultSet?.Rows?.[1]?.Data?.[0]?.VarCharValue;
