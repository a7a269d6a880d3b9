import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { findAlarmState } from "./find-alarm-state";
import { ignoreMissing } from "./ignore-missing";
import { findQueue } from "./kinds/queues";
import { deleteAlarmLine, deleteFunctionLine, deleteLogGroupByCliLine, deleteScheduleLine } from "./repair-commands";
import { listResourcesWhere, type Resource } from "./list-resources";

/** The three functions of the lab. */
export const FUNCTIONS = ["GasStationApp", "FuelPlanningApp", "FuelTruckApp"] as const;
const SCHEDULE = "fuel-planner";
const ALARM = "fuel-planner-fails";

/**
 * All resources of the fuel network that are in your account, such as those that a clean-up has left. Roles, which cost
 * nothing, are left out.
 */
export async function listFuelNetwork({
  bucketName,
  database,
}: {
  bucketName: string;
  database: string;
}): Promise<Resource[]> {
  return [
    ...(await listScheduleNames()).map(createDescriber("schedule", deleteScheduleLine)),
    ...(await listFunctionNames()).map(createDescriber("Lambda function", deleteFunctionLine)),
    ...(await listResourcesWhere((name) => name.startsWith("SI-Firehose") || name.startsWith(bucketName))),
    ...(await Promise.all((await listQueueUrls()).map(findFuelQueue))),
    ...(await listDatabaseNames(database)).map(
      createDescriber("Glue database", (name) => `await sh\`aws glue delete-database --name ${name}\`;`),
    ),
    ...(await listLogGroupNames()).map(createDescriber("log group", deleteLogGroupByCliLine)),
    ...(await listAlarmNames()).map(createDescriber("alarm", deleteAlarmLine)),
  ];
}

/** A line for a kind of resource that is gone as soon as it is deleted: if AWS lists it, it was not deleted. */
function createDescriber(kind: string, line: (name: string) => string): (name: string) => Resource {
  return (name) => ({ kind, name, status: "there", "delete it with": line(name) });
}

/** The lab's notebook deletes it by the AWS CLI. */
async function findFuelQueue(url: string): Promise<Resource> {
  return { ...(await findQueue(url)), "delete it with": `await sh\`aws sqs delete-queue --queue-url ${url}\`;` };
}

async function listScheduleNames(): Promise<string[]> {
  // Loaded only when this function is called.
  const { GetScheduleCommand, SchedulerClient } = await import("@aws-sdk/client-scheduler");
  const found = await ignoreMissing(() => new SchedulerClient({}).send(new GetScheduleCommand({ Name: SCHEDULE })));
  return found ? [SCHEDULE] : [];
}

const listAlarmNames = async (): Promise<string[]> =>
  (await findAlarmState({ alarmName: ALARM })) === undefined ? [] : [ALARM];

async function listFunctionNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({}) }, {}))
    names.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
  return FUNCTIONS.filter((name) => names.includes(name));
}

async function listQueueUrls(): Promise<string[]> {
  const { QueueUrls = [] } = await new SQSClient({}).send(new ListQueuesCommand({ QueueNamePrefix: "Fuel_Planning_" }));
  return QueueUrls;
}

async function listDatabaseNames(Name: string): Promise<string[]> {
  // Glue's client is large: it is loaded only when this function is called.
  const { GetDatabaseCommand, GlueClient } = await import("@aws-sdk/client-glue");
  const found = await ignoreMissing(() => new GlueClient({}).send(new GetDatabaseCommand({ Name })));
  return found ? [Name] : [];
}

async function listLogGroupNames(): Promise<string[]> {
  const names: string[] = [];
  const logs = new CloudWatchLogsClient({});
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client: logs },
    { logGroupNamePrefix: "/aws/lambda/" },
  ))
    names.push(...logGroups.map(({ logGroupName = "" }) => logGroupName));
  return FUNCTIONS.map((name) => `/aws/lambda/${name}`).filter((name) => names.includes(name));
}
