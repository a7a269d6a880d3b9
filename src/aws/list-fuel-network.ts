import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { GetDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ifItExists } from "../display/if-it-exists";
import type { Resource } from "./list-resources";
import { listResources } from "./list-resources";

/** The three functions of the lab. */
export const FUNCTIONS = ["GasStationApp", "FuelPlanningApp", "FuelTruckApp"] as const;

/** Something of the fuel network that is in your account. */
export interface FuelResource {
  readonly kind: Resource["kind"] | "Lambda function" | "SQS queue" | "Glue database" | "log group";
  readonly name: string;
}

/** Everything in your account that the fuel network is made of: what a clean-up has left. Roles, which cost nothing, are left out. */
export async function listFuelNetwork({
  bucketName,
  database,
}: {
  bucketName: string;
  database: string;
}): Promise<FuelResource[]> {
  const named = (kind: FuelResource["kind"], names: readonly string[]): FuelResource[] =>
    names.map((name) => ({ kind, name }));
  return [
    ...named("Lambda function", await functionNames()),
    ...(await listResources({ prefix: "SI-Firehose" })),
    ...(await listResources({ prefix: bucketName })),
    ...named("SQS queue", await queueNames()),
    ...named("Glue database", await databaseNames(database)),
    ...named("log group", await logGroupNames()),
  ];
}

async function functionNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({}) }, {}))
    names.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
  return FUNCTIONS.filter((name) => names.includes(name));
}

async function queueNames(): Promise<string[]> {
  const { QueueUrls = [] } = await new SQSClient({}).send(
    new ListQueuesCommand({ QueueNamePrefix: "Fuel_Planning_Queue" }),
  );
  return QueueUrls.map((url) => url.split("/").at(-1) ?? url);
}

async function databaseNames(Name: string): Promise<string[]> {
  const found = await ifItExists(() => new GlueClient({}).send(new GetDatabaseCommand({ Name })));
  return found ? [Name] : [];
}

async function logGroupNames(): Promise<string[]> {
  const names: string[] = [];
  const logs = new CloudWatchLogsClient({});
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client: logs },
    { logGroupNamePrefix: "/aws/lambda/" },
  ))
    names.push(...logGroups.map(({ logGroupName = "" }) => logGroupName));
  return FUNCTIONS.map((name) => `/aws/lambda/${name}`).filter((name) => names.includes(name));
}
