import { setTimeout as sleep } from "node:timers/promises";
import { AthenaClient, GetQueryExecutionCommand, GetQueryResultsCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import "../exercises/none"; // None marks where your code goes
import { TANKS } from "../generators/station-reading";

/**
 * FuelPlanningApp: asks Athena which stations are low on fuel, and writes a message with the number of each to a queue.
 *
 * Environment variables: glue_database and glue_table (what to ask), output_bucket (where Athena writes its answer, as
 * s3://<bucket>/<folder>/), queue_url (the queue)
 */
export async function handler(): Promise<string[]> {
  const { glue_database: database, glue_table: table, output_bucket: outputBucket } = process.env;

  // ### START CODE HERE ### (~ 1 line of code)
  const isLow = (tank: string) => `${tank} < '200'`;
  // ### END CODE HERE ###

  // ### START CODE HERE ### (~ 1 line of code)
  // All readings of which at least one tank is low.
  const query = `SELECT * FROM ${database}.${table} WHERE ${None}`;
  // ### END CODE HERE ###

  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: query,
      QueryExecutionContext: { Database: database },
      ResultConfiguration: { OutputLocation: outputBucket },
    }),
  );

  await queryIsOver(QueryExecutionId);

  const alerts: string[] = [];
  for (const stationId of await stationsIn(QueryExecutionId)) {
    // ### START CODE HERE ### (~ 2 lines of code)
    // Say it, and put the station's number into the queue.
    alerts.push(None);
    await sendSqsMessage(None);
    // ### END CODE HERE ###
  }
  return alerts;
}

/** Resolves when the query has its answer. */
async function queryIsOver(QueryExecutionId: string | undefined): Promise<void> {
  // ### START CODE HERE ### (~ 6 lines of code)
  await sleep(3000);
  // ### END CODE HERE ###
}

/** The numbers of the stations in a query's answer. */
async function stationsIn(QueryExecutionId: string | undefined): Promise<string[]> {
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  const [header, ...rows] = ResultSet?.Rows ?? []; // The first row holds the names of the columns.
  const column = header?.Data?.findIndex(({ VarCharValue }) => VarCharValue === "station_id") ?? 0;
  return rows.map(({ Data }) => Data?.[column]?.VarCharValue ?? "");
}

async function sendSqsMessage(stationId: string): Promise<void> {
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: process.env["queue_url"], MessageBody: stationId }));
  console.log(MessageId);
}

/** Made once: Lambda keeps them for the next invocation. */
const athena = new AthenaClient({});
const sqs = new SQSClient({});
