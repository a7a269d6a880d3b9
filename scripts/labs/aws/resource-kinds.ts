import { paginateListStacks, CloudFormationClient, DeleteStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { DeleteDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GlueClient, paginateGetDatabases } from "@aws-sdk/client-glue";
import { DeleteStreamCommand, KinesisClient, paginateListStreams } from "@aws-sdk/client-kinesis";
import {
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  paginateListApplications,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { DeleteFunctionCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { S3Client, paginateListBuckets } from "@aws-sdk/client-s3";
import { DeleteQueueCommand, SQSClient, paginateListQueues } from "@aws-sdk/client-sqs";
import { dropDatabase } from "../../../src/aws/drop-database";
import { deleteBucket } from "./delete-bucket";

/** A kind of thing that the labs make. */
export interface ResourceKind {
  /** As people call it. */
  readonly title: string;
  /** The names of all that there are in the account and region, queues by their addresses; what is being deleted is among them. */
  list(): Promise<string[]>;
  /** Asks AWS to delete one. It may be asked again, while AWS is at it and after. */
  remove(name: string): Promise<unknown>;
}

/** All items of all pages. */
async function all<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => readonly Item[] | undefined) {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}
const named = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

export const stack: ResourceKind = {
  title: "CloudFormation stack",
  list: async () => {
    const pages = paginateListStacks({ client: new CloudFormationClient({}) }, {});
    const stacks = await all(pages, ({ StackSummaries }) => StackSummaries);
    return named(
      stacks.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE").map(({ StackName }) => StackName),
    );
  },
  remove: (StackName) => new CloudFormationClient({}).send(new DeleteStackCommand({ StackName })),
};

export const application: ResourceKind = {
  title: "analytics application",
  list: async () => {
    const pages = paginateListApplications({ client: new KinesisAnalyticsV2Client({}) }, {});
    return named((await all(pages, (page) => page.ApplicationSummaries)).map(({ ApplicationName }) => ApplicationName));
  },
  remove: async (ApplicationName) => {
    const client = new KinesisAnalyticsV2Client({});
    const { ApplicationDetail: detail } = await client.send(new DescribeApplicationCommand({ ApplicationName }));
    const CreateTimestamp = detail?.CreateTimestamp;
    await client.send(new DeleteApplicationCommand({ ApplicationName, CreateTimestamp }));
  },
};

export const firehose: ResourceKind = {
  title: "Firehose",
  list: async () => {
    const client = new FirehoseClient({});
    const names: string[] = [];
    for (let more = true; more;) {
      const ExclusiveStartDeliveryStreamName = names.at(-1);
      const page = await client.send(new ListDeliveryStreamsCommand({ ExclusiveStartDeliveryStreamName }));
      names.push(...(page.DeliveryStreamNames ?? []));
      more = page.HasMoreDeliveryStreams === true;
    }
    return names;
  },
  remove: (DeliveryStreamName) => new FirehoseClient({}).send(new DeleteDeliveryStreamCommand({ DeliveryStreamName })),
};

export const lambdaFunction: ResourceKind = {
  title: "Lambda function",
  list: async () => {
    const pages = paginateListFunctions({ client: new LambdaClient({}) }, {});
    return named((await all(pages, ({ Functions }) => Functions)).map(({ FunctionName }) => FunctionName));
  },
  remove: (FunctionName) => new LambdaClient({}).send(new DeleteFunctionCommand({ FunctionName })),
};

export const dataStream: ResourceKind = {
  title: "Kinesis data stream",
  list: () => all(paginateListStreams({ client: new KinesisClient({}) }, {}), ({ StreamNames }) => StreamNames),
  remove: (StreamName) =>
    new KinesisClient({}).send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true })),
};

export const logGroup: ResourceKind = {
  title: "log group",
  list: async () => {
    const pages = paginateDescribeLogGroups({ client: new CloudWatchLogsClient({}) }, {});
    return named((await all(pages, ({ logGroups }) => logGroups)).map(({ logGroupName }) => logGroupName));
  },
  remove: (logGroupName) => new CloudWatchLogsClient({}).send(new DeleteLogGroupCommand({ logGroupName })),
};

export const database: ResourceKind = {
  title: "Glue database with its tables",
  list: async () => {
    const pages = paginateGetDatabases({ client: new GlueClient({}) }, {});
    return named((await all(pages, ({ DatabaseList }) => DatabaseList)).map(({ Name }) => Name));
  },
  remove: (name) => dropDatabase({ database: name }),
};

export const queue: ResourceKind = {
  title: "SQS queue",
  list: () => all(paginateListQueues({ client: new SQSClient({}) }, {}), ({ QueueUrls }) => QueueUrls),
  remove: (QueueUrl) => new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl })),
};

export const bucket: ResourceKind = {
  title: "S3 bucket with all that is in it",
  list: async () => {
    const pages = paginateListBuckets({ client: new S3Client({}) }, {});
    return named((await all(pages, ({ Buckets }) => Buckets)).map(({ Name }) => Name));
  },
  remove: deleteBucket,
};
