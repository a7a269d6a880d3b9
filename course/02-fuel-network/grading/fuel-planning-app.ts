import { CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Evidence, ScriptPlan } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import type { StationReading } from "../../../src/generators/station-reading";
import { isLow, stationReading, TANKS } from "../../../src/generators/station-reading";
import { withClient } from "../../given-things";
import { applyGivens } from "../given/index";
import { bucketName, DATABASE } from "../given/names";
import { ACCOUNT, ANSWERS, driver, ENDPOINT, hasAnswered, readAnswers } from "./driver";

const TABLE = "levels_of_another_network";
const QUEUE = "Queue_Of_Another_Network";

/** Why a station is in the data, and what is right for it. */
export interface PlannedReading {
  readonly reading: StationReading;
  readonly digits: "three" | "others";
  readonly isLow: boolean;
}

/**
 * Made-up readings: for each tank a station where it alone is low, some with enough in all; all of these with three digits. Then levels of
 * one, two and four digits.
 */
export function plannedReadings(seed: number): PlannedReading[] {
  const random = seededRandom(seed);
  const enough = (): number[] => TANKS.map(() => between(random, 200, 999));
  const planned = (levels: number[], digits: PlannedReading["digits"]): PlannedReading => {
    const reading = stationReading(
      `${between(random, 1000, 9999)}${digits === "three" ? "a" : "b"}`,
      levels,
      new Date(Date.UTC(2030, 0, 1)),
    );
    return { reading, digits, isLow: isLow(reading) };
  };
  return [
    ...TANKS.map((_, tank) => planned(enough().with(tank, between(random, 100, 199)), "three")),
    ...[1, 2, 3].map(() => planned(enough(), "three")),
    planned(enough().with(between(random, 0, 4), between(random, 20, 99)), "others"),
    planned(enough().with(between(random, 0, 4), between(random, 3, 9)), "others"),
    planned(enough().with(between(random, 0, 4), between(random, 1000, 1500)), "others"),
  ];
}

const environment = {
  glue_database: DATABASE,
  glue_table: TABLE,
  output_bucket: `s3://${bucketName(ACCOUNT)}/answers-of-another-network/`,
  queue_url: `${ENDPOINT}/${ACCOUNT}/${QUEUE}`,
};

export const fuelPlanningApp: ScriptPlan = {
  path: "src/fuel/fuel-planning-app.ts",
  // The second time there is no such table, and the query fails.
  driver: driver([
    { event: {}, environment },
    { event: {}, environment: { glue_table: "no_such_table" } },
  ]),
  async prepare({ connection, account, seed, s3 }) {
    await applyGivens({ connection });
    await s3.send(new CreateBucketCommand({ Bucket: ANSWERS.Bucket }));
    const lines = plannedReadings(seed).map(({ reading }) => JSON.stringify(reading));
    await s3.send(
      new PutObjectCommand({
        Bucket: bucketName(account),
        Key: "other-network/readings.json",
        Body: `${lines.join("\n")}\n`,
      }),
    );
    await withClient(new GlueClient(connection), (glue) =>
      glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: TABLE_OVER_JSON })),
    );
    await withClient(new SQSClient(connection), (sqs) => sqs.send(new CreateQueueCommand({ QueueName: QUEUE })));
  },
  isDone: hasAnswered,
  after: readAnswers,
};

const TABLE_OVER_JSON = {
  Name: TABLE,
  TableType: "EXTERNAL_TABLE",
  StorageDescriptor: {
    Columns: [
      ...["station_id", ...TANKS].map((Name) => ({ Name, Type: "string" })),
      { Name: "event_timestamp", Type: "bigint" },
    ],
    Location: `s3://${bucketName(ACCOUNT)}/other-network/`,
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
  },
};

/** The stations for which a message went to the queue of the environment variable, in the order of the calls. */
export function queuedStations({ journal }: Evidence): unknown[] {
  return journal
    .calls("sqs", "SendMessage")
    .filter(({ input }) => memberOf(input, "QueueUrl").endsWith(`/${QUEUE}`))
    .map(({ input }) => memberOf(input, "MessageBody"));
}

const memberOf = (input: unknown, name: string): string =>
  String(Object.entries(Object(input) as object).find(([member]) => member === name)?.[1] ?? "");
