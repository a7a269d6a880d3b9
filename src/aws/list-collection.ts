import { ignoreMissing } from "./ignore-missing";
import { getStackStatus } from "./deploy-stack";
import { listDeliveryCosts } from "./list-delivery-costs";
import type { RemainingResource } from "./wait-until-deleted";
import { deleteDatabaseLine, deleteFunctionLine, deleteLogGroupByCliLine, deleteStackLine } from "./repair-commands";

/**
 * USD an hour for a t3.micro with Linux, and for its public address, in us-east-1, from the lab cloud's dated list of
 * prices (`cloud/prices.json`).
 */
export const INSTANCE_HOUR_USD = 0.0104;
export const PUBLIC_ADDRESS_HOUR_USD = 0.005;

/** The names of lab 03's resources. */
export interface Collection {
  /** The prefix of the names of streams, Firehoses, buckets and applications. */
  readonly prefix: string;
  readonly stackName: string;
  readonly functionName: string;
  readonly database: string;
}

/** A resource that exists, and what it costs an hour on AWS even when unused. */
export interface CollectionCost extends Omit<RemainingResource, "status"> {
  readonly status: RemainingResource["status"];
  readonly shards?: number;
  readonly "USD an hour": number;
}

/** Everything in your account that lab 03 has made, each with its cost, and the sum. Roles, which cost nothing, are left out. */
export async function listCollection(names: Collection): Promise<{ costs: CollectionCost[]; total: number }> {
  const { costs: delivery } = await listDeliveryCosts({ prefix: names.prefix });
  const costs = [...delivery, ...(await listStack(names)), ...(await listRest(names))];
  return { costs, total: costs.reduce((sum, cost) => sum + cost["USD an hour"], 0) };
}

async function listStack({ stackName: name }: Collection): Promise<CollectionCost[]> {
  const status = await getStackStatus(name);
  if (status === undefined || status === "DELETE_COMPLETE") return [];
  return [
    {
      kind: "stack with an instance",
      name,
      status: status.startsWith("DELETE_IN") ? "being deleted" : "there",
      "delete it with": deleteStackLine(name),
      "USD an hour": status === "REVIEW_IN_PROGRESS" ? 0 : INSTANCE_HOUR_USD + PUBLIC_ADDRESS_HOUR_USD,
    },
  ];
}

/** The resources that cost nothing while unused. */
async function listRest({ functionName, database }: Collection): Promise<CollectionCost[]> {
  const createCost = (kind: string, name: string, line: string): CollectionCost => ({
    kind,
    name,
    status: "there",
    "delete it with": line,
    "USD an hour": 0,
  });
  const found: CollectionCost[] = [];
  const { GetFunctionConfigurationCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const lambda = new LambdaClient({});
  if (await ignoreMissing(() => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }))))
    found.push(createCost("Lambda function", functionName, deleteFunctionLine(functionName)));
  const { CloudWatchLogsClient, DescribeLogGroupsCommand } = await import("@aws-sdk/client-cloudwatch-logs");
  const group = logGroupOf(functionName);
  const { logGroups = [] } = await new CloudWatchLogsClient({}).send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: group }),
  );
  if (logGroups.some(({ logGroupName }) => logGroupName === group))
    found.push(createCost("log group", group, deleteLogGroupByCliLine(group)));
  const { GetDatabaseCommand, GlueClient } = await import("@aws-sdk/client-glue");
  if (await ignoreMissing(() => new GlueClient({}).send(new GetDatabaseCommand({ Name: database }))))
    found.push(createCost("Glue database", database, deleteDatabaseLine(database)));
  return found;
}

/** Where Lambda writes a function's log lines. */
export const logGroupOf = (functionName: string): string => `/aws/lambda/${functionName}`;
