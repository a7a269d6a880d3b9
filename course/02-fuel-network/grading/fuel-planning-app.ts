import { CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Evidence, ScriptPlan } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { isLow, stationReading, TANKS, type StationReading } from "../../../src/generators/station-reading";
import { useClient } from "../../givens/given-resources";
import { applyGivens } from "../given/index";
import { getBucketName, DATABASE } from "../given/names";
import { ACCOUNT, ANSWERS, createDriver, ENDPOINT, hasAnswered, readAnswers } from "./driver";

const TABLE = "levels_of_another_network";
const QUEUE = "Queue_Of_Another_Network";

/** A reading in the table, with the number of digits that it tests, and whether its station is low. */
interface PlannedReading {
  readonly reading: StationReading;
  readonly digits: "three" | "others";
  readonly isLow: boolean;
}

type Row = readonly [levels: number[], digits: PlannedReading["digits"]];

/**
 * Made-up readings. With levels of three digits: for each tank a station where this tank alone is low, and some stations
 * with enough in all tanks. Then stations with levels of one, two and four digits, and at the limit. At the end, another
 * low station for each tank: more than ten are low, and a result that is cut off lacks the last ones.
 */
export function planReadings(seed: number): PlannedReading[] {
  const random = seededRandom(seed);
  const drawEnough = (): number[] => TANKS.map(() => between(random, 200, 999));
  const drawTank = (): number => between(random, 0, TANKS.length - 1);
  const planLowTanks = (): Row[] =>
    TANKS.map((_, tank) => [drawEnough().with(tank, between(random, 100, 199)), "three"]);
  const rows: Row[] = [
    ...planLowTanks(),
    // 200 is the lowest level that is enough.
    ...[0, 1, 2].map((tank): Row => [drawEnough().with(tank, 200), "three"]),
    [drawEnough().with(drawTank(), between(random, 20, 99)), "others"],
    [drawEnough().with(drawTank(), between(random, 3, 9)), "others"],
    [drawEnough().with(drawTank(), between(random, 1000, 1500)), "others"],
    // 199 is the highest level that is low. Only the exercise on comparing asks for it.
    [drawEnough().with(drawTank(), 199), "others"],
    ...planLowTanks(),
  ];
  return rows.map(([levels, digits], row) => {
    // A number, as in a network, and another one for each row.
    const reading = stationReading(`${between(random, 1000, 9999)}${row + 10}`, levels, new Date(Date.UTC(2030, 0, 1)));
    return { reading, digits, isLow: isLow(reading) };
  });
}

/** The number of requests for the state that find any other query queued, as each query begins. */
const TIMES_QUEUED = 2;
/** The number of requests for the state that find the canceled query running. */
const TIMES_NOT_OVER = 12;
/** After this many requests for a final state, a loop counts as endless. */
const MAX_TIMES_OVER = 30;
/** Athena's state change reason for a query that StopQueryExecution has ended (ATH-005). */
const CANCELLED_REASON = "Query cancelled by user";
/** The error that ends a handler's endless loop. */
export const ASKED_WITHOUT_END = "The state was final, and was asked for again and again";

/** A scene that presents each query as queued at first, and one as canceled, and ends an endless loop of requests. The requests reach the cloud all the same: their times in the journal show how long the loop waits. */
const ASKED_FOR_STATES = `
  const { AthenaClient, BatchGetQueryExecutionCommand, GetQueryExecutionCommand, GetQueryResultsCommand } = await import("@aws-sdk/client-athena");
  const { send } = AthenaClient.prototype;
  const asked = new Map();
  let isCanceled = false;
  let isQueued = false;
  AthenaClient.prototype.send = async function (command, ...rest) {
    if (plays === "canceled" && isCanceled && command instanceof GetQueryResultsCommand)
      throw new Error("Query did not finish successfully. Final query state: CANCELLED");
    if (isQueued && command instanceof GetQueryResultsCommand)
      throw new Error("Query has not yet finished. Current state: QUEUED");
    const output = await send.call(this, command, ...rest);
    const isBatch = command instanceof BatchGetQueryExecutionCommand;
    const QueryExecution = isBatch ? output.QueryExecutions?.[0] : output.QueryExecution;
    if (!(isBatch || command instanceof GetQueryExecutionCommand) || QueryExecution === undefined) return output;
    const count = (name) => {
      const key = QueryExecution.QueryExecutionId + name;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      return asked.get(key);
    };
    if (plays === "canceled") {
      isCanceled = count(" in all") > ${TIMES_NOT_OVER};
      QueryExecution.Status = isCanceled
        ? { State: "CANCELLED", StateChangeReason: ${JSON.stringify(CANCELLED_REASON)} }
        : { State: "RUNNING" };
    } else {
      isQueued = count(" in all") <= ${TIMES_QUEUED};
      if (isQueued) QueryExecution.Status = { State: "QUEUED" };
    }
    const isOver = ["SUCCEEDED", "FAILED", "CANCELLED"].includes(QueryExecution.Status.State);
    if (isOver && count(" over") > ${MAX_TIMES_OVER}) throw new Error(${JSON.stringify(ASKED_WITHOUT_END)});
    return output;
  };
`;

const environment = {
  glue_database: DATABASE,
  glue_table: TABLE,
  output_bucket: `s3://${getBucketName(ACCOUNT)}/answers-of-another-network/`,
  queue_url: `${ENDPOINT}/${ACCOUNT}/${QUEUE}`,
};

export const fuelPlanningApp: ScriptPlan = {
  path: "src/fuel/fuel-planning-app.ts",
  // In the second invocation the table does not exist, so the query fails. In the third one the query is canceled, after some requests for its state.
  driver: createDriver(
    [
      { event: {}, environment },
      { event: {}, environment: { glue_table: "no_such_table" } },
      { event: {}, environment: { glue_table: TABLE }, plays: "canceled" },
    ],
    { scene: ASKED_FOR_STATES, movesClock: false },
  ),
  async prepare({ connection, account, seed, s3 }) {
    await applyGivens({ connection });
    await s3.send(new CreateBucketCommand({ Bucket: ANSWERS.Bucket }));
    const lines = planReadings(seed).map(({ reading }) => JSON.stringify(reading));
    await s3.send(
      new PutObjectCommand({
        Bucket: getBucketName(account),
        Key: "other-network/readings.json",
        Body: `${lines.join("\n")}\n`,
      }),
    );
    await useClient(new GlueClient(connection), (glue) =>
      glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: TABLE_OVER_JSON })),
    );
    await useClient(new SQSClient(connection), (sqs) => sqs.send(new CreateQueueCommand({ QueueName: QUEUE })));
  },
  isDone: hasAnswered,
  collectAfter: async (stage, calls) => ({ ...(await readAnswers(stage)), pausesMs: measurePauses(calls) }),
};

/** The time between two requests for the state of the canceled query, in ms of the cloud's clock. */
export const getPauses = ({ seen }: Evidence): readonly number[] => (seen["pausesMs"] ?? []) as readonly number[];

function measurePauses(calls: Parameters<NonNullable<ScriptPlan["collectAfter"]>>[1]): number[] {
  const questions = calls.filter(({ operation }) => STATE_OPERATIONS.includes(operation));
  const last = getQueryId(questions.at(-1)?.input);
  const times = questions.filter(({ input }) => getQueryId(input) === last).map(({ at }) => at);
  return times.slice(1, TIMES_NOT_OVER + 1).map((time, n) => time - (times[n] ?? time));
}

/** The operations that ask for a query's state, of one query or of a list. */
const STATE_OPERATIONS = ["GetQueryExecution", "BatchGetQueryExecution"];

/** The number of requests for a query's state. */
export const countStateRequests = ({ journal }: Evidence): number =>
  STATE_OPERATIONS.reduce((sum, operation) => sum + journal.count("athena", operation), 0);

const getQueryId = (input: unknown): string =>
  getMember(input, "QueryExecutionId") || getMember(input, "QueryExecutionIds");

const TABLE_OVER_JSON = {
  Name: TABLE,
  TableType: "EXTERNAL_TABLE",
  StorageDescriptor: {
    Columns: [
      ...["station_id", ...TANKS].map((Name) => ({ Name, Type: "string" })),
      { Name: "event_timestamp", Type: "bigint" },
    ],
    Location: `s3://${getBucketName(ACCOUNT)}/other-network/`,
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
  },
};

/** The stations that were sent to the queue of the environment variable, in the order of the calls. */
export function listQueuedStations({ journal }: Evidence): unknown[] {
  return journal
    .findCalls("sqs", "SendMessage")
    .filter(({ input }) => getMember(input, "QueueUrl").endsWith(`/${QUEUE}`))
    .map(({ input }) => getMember(input, "MessageBody"));
}

const getMember = (input: unknown, name: string): string =>
  String(Object.entries(Object(input) as object).find(([member]) => member === name)?.[1] ?? "");
