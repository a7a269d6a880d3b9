import {
  paginateListStacks,
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, DeleteAlarmsCommand, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ListTagsForResourceCommand as TagsOfLogGroup,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  ListTagsForDeliveryStreamCommand,
} from "@aws-sdk/client-firehose";
import { GetTagsCommand, GlueClient, paginateGetDatabases } from "@aws-sdk/client-glue";
import {
  DeleteStreamCommand,
  KinesisClient,
  ListTagsForStreamCommand,
  paginateListStreams,
} from "@aws-sdk/client-kinesis";
import {
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListTagsForResourceCommand as TagsOfApplication,
  paginateListApplications,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { DeleteFunctionCommand, LambdaClient, ListTagsCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import { DeleteScheduleCommand, paginateListSchedules, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  S3Client,
  paginateListBuckets,
} from "@aws-sdk/client-s3";
import { DeleteQueueCommand, ListQueueTagsCommand, SQSClient, paginateListQueues } from "@aws-sdk/client-sqs";
import { dropDatabase } from "../../../src/aws/drop-database";

/** Tags by key. */
export type Tags = Readonly<Record<string, string | undefined>>;

/** Account and region, which are parts of an ARN. */
export interface AccountAndRegion {
  /** The account's id, twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** A kind of resource that the labs make. */
export interface ResourceKind {
  /** Its name for people. */
  readonly title: string;
  /**
   * The names of all such resources in the account and region, of queues the URLs; those being deleted are included.
   */
  list(): Promise<string[]>;
  /** The resource's tags; empty if it has none, or is gone. */
  getTags(name: string, where: AccountAndRegion): Promise<Tags>;
  /** Asks AWS to delete the resource. It may be called again during and after the deletion. */
  remove(name: string): Promise<unknown>;
}

/** All items of all pages. */
async function collectAll<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => readonly Item[] | undefined) {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}
const toTags = (tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = "", Value }) => [Key, Value]));
/** The tags of a resource, empty if it is gone or has none: S3 tells both by an error. */
async function getTagsIfPresent(ask: () => Promise<Tags | undefined>): Promise<Tags> {
  try {
    return (await ask()) ?? {};
  } catch (error) {
    const isGone =
      error instanceof Error &&
      /NotFound|NonExistent|DoesNotExist|NoSuch|does not exist/.test(`${error.name} ${error.message}`);
    if (isGone) return {};
    throw error;
  }
}
/** Kinesis accepts five such calls a second; the SDK repeats refused ones. */
const PATIENT = { maxAttempts: 10 };
const toNames = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

export const stack: ResourceKind = {
  title: "CloudFormation stack",
  list: async () => {
    const pages = paginateListStacks({ client: new CloudFormationClient({}) }, {});
    const stacks = await collectAll(pages, ({ StackSummaries }) => StackSummaries);
    return toNames(
      stacks.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE").map(({ StackName }) => StackName),
    );
  },
  getTags: (StackName) =>
    getTagsIfPresent(async () => {
      const { Stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
      return toTags(Stacks[0]?.Tags);
    }),
  remove: (StackName) => new CloudFormationClient({}).send(new DeleteStackCommand({ StackName })),
};

export const application: ResourceKind = {
  title: "analytics application",
  list: async () => {
    const pages = paginateListApplications({ client: new KinesisAnalyticsV2Client({}) }, {});
    return toNames(
      (await collectAll(pages, (page) => page.ApplicationSummaries)).map(({ ApplicationName }) => ApplicationName),
    );
  },
  getTags: (name, { account, region }) =>
    getTagsIfPresent(async () => {
      const ResourceARN = `arn:aws:kinesisanalytics:${region}:${account}:application/${name}`;
      return toTags((await new KinesisAnalyticsV2Client({}).send(new TagsOfApplication({ ResourceARN }))).Tags);
    }),
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
  getTags: (DeliveryStreamName) =>
    getTagsIfPresent(async () => {
      const command = new ListTagsForDeliveryStreamCommand({ DeliveryStreamName, Limit: 50 });
      return toTags((await new FirehoseClient(PATIENT).send(command)).Tags);
    }),
  remove: (DeliveryStreamName) => new FirehoseClient({}).send(new DeleteDeliveryStreamCommand({ DeliveryStreamName })),
};

export const lambdaFunction: ResourceKind = {
  title: "Lambda function",
  list: async () => {
    const pages = paginateListFunctions({ client: new LambdaClient({}) }, {});
    return toNames((await collectAll(pages, ({ Functions }) => Functions)).map(({ FunctionName }) => FunctionName));
  },
  getTags: (name, { account, region }) =>
    getTagsIfPresent(async () => {
      const Resource = `arn:aws:lambda:${region}:${account}:function:${name}`;
      return (await new LambdaClient({}).send(new ListTagsCommand({ Resource }))).Tags;
    }),
  remove: (FunctionName) => new LambdaClient({}).send(new DeleteFunctionCommand({ FunctionName })),
};

export const dataStream: ResourceKind = {
  title: "Kinesis data stream",
  list: () => collectAll(paginateListStreams({ client: new KinesisClient({}) }, {}), ({ StreamNames }) => StreamNames),
  getTags: (StreamName) =>
    getTagsIfPresent(async () =>
      toTags((await new KinesisClient(PATIENT).send(new ListTagsForStreamCommand({ StreamName, Limit: 50 }))).Tags),
    ),
  remove: (StreamName) =>
    new KinesisClient({}).send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true })),
};

export const logGroup: ResourceKind = {
  title: "log group",
  list: async () => {
    const pages = paginateDescribeLogGroups({ client: new CloudWatchLogsClient({}) }, {});
    return toNames((await collectAll(pages, ({ logGroups }) => logGroups)).map(({ logGroupName }) => logGroupName));
  },
  getTags: async (name, where) => {
    const tags = await getTagsIfPresent(async () => {
      const resourceArn = `arn:aws:logs:${where.region}:${where.account}:log-group:${name}`;
      return (await new CloudWatchLogsClient({}).send(new TagsOfLogGroup({ resourceArn }))).tags;
    });
    // Lambda makes a function's log group without tags: the group belongs to the owner of the function.
    const owner = /^\/aws\/lambda\/(.+)$/.exec(name)?.[1];
    return owner === undefined || "learner" in tags ? tags : lambdaFunction.getTags(owner, where);
  },
  remove: (logGroupName) => new CloudWatchLogsClient({}).send(new DeleteLogGroupCommand({ logGroupName })),
};

export const database: ResourceKind = {
  title: "Glue database with its tables",
  list: async () => {
    const pages = paginateGetDatabases({ client: new GlueClient({}) }, {});
    return toNames((await collectAll(pages, ({ DatabaseList }) => DatabaseList)).map(({ Name }) => Name));
  },
  getTags: (name, { account, region }) =>
    getTagsIfPresent(async () => {
      const ResourceArn = `arn:aws:glue:${region}:${account}:database/${name}`;
      return (await new GlueClient({}).send(new GetTagsCommand({ ResourceArn }))).Tags;
    }),
  remove: (name) => dropDatabase({ database: name }),
};

/** EventBridge Scheduler tags groups of schedules only, so a schedule is found by its name. */
export const schedule: ResourceKind = {
  title: "schedule",
  list: async () => {
    const pages = paginateListSchedules({ client: new SchedulerClient({}) }, {});
    return toNames((await collectAll(pages, (page) => page.Schedules)).map(({ Name }) => Name));
  },
  getTags: async () => ({}),
  remove: (Name) => new SchedulerClient({}).send(new DeleteScheduleCommand({ Name })),
};

/** The labs' alarms have no tags. */
export const alarm: ResourceKind = {
  title: "CloudWatch alarm",
  list: async () => {
    const pages = paginateDescribeAlarms({ client: new CloudWatchClient({}) }, {});
    return toNames((await collectAll(pages, (page) => page.MetricAlarms)).map(({ AlarmName }) => AlarmName));
  },
  getTags: async () => ({}),
  remove: (name) => new CloudWatchClient({}).send(new DeleteAlarmsCommand({ AlarmNames: [name] })),
};

export const queue: ResourceKind = {
  title: "SQS queue",
  list: () => collectAll(paginateListQueues({ client: new SQSClient({}) }, {}), ({ QueueUrls }) => QueueUrls),
  getTags: (QueueUrl) =>
    getTagsIfPresent(async () => (await new SQSClient({}).send(new ListQueueTagsCommand({ QueueUrl }))).Tags),
  remove: (QueueUrl) => new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl })),
};

export const bucket: ResourceKind = {
  title: "S3 bucket with everything in it",
  list: async () => {
    const pages = paginateListBuckets({ client: new S3Client({}) }, {});
    return toNames((await collectAll(pages, ({ Buckets }) => Buckets)).map(({ Name }) => Name));
  },
  getTags: (Bucket) =>
    getTagsIfPresent(async () => {
      const s3 = new S3Client({ followRegionRedirects: true });
      return toTags((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet);
    }),
  remove: deleteBucket,
};

/** Deletes a bucket with all its content: objects, older versions, and delete markers. */
async function deleteBucket(Bucket: string): Promise<void> {
  const client = new S3Client({ followRegionRedirects: true });
  for (;;) {
    // Always the first page, since the versions of the page before are deleted.
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors: [refused] = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (refused !== undefined) throw new Error(`S3 keeps ${refused.Key ?? "an object"}: ${refused.Message ?? ""}`);
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
}
