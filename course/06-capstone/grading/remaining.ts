import { AthenaClient, ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import { CloudFormationClient, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GetDatabasesCommand, GlueClient } from "@aws-sdk/client-glue";
import { ListPoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2Client, ListApplicationsCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListEventSourceMappingsCommand, ListFunctionsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DescribeParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";
import { FIREHOSE_ROLE, FUNCTION_ROLE, STACK } from "../given/names";
import { ANSWERS_BUCKET } from "./lake";

/** A kind of resource in words, and the names of those that exist. */
type ResourceNames = [kind: string, names: (string | undefined)[]];

/** What existed before the learner's pipeline: the lab's givens, and what is the grader's. */
const EARLIER: readonly string[] = [
  describeResource("role", FIREHOSE_ROLE),
  describeResource("role", FUNCTION_ROLE),
  describeResource("stack", STACK),
  describeResource("bucket", ANSWERS_BUCKET),
];

/** How an account differs from what it was before, in words, with names as code. */
interface AccountDifference {
  /** What didn't exist before. */
  readonly remaining: readonly string[];
  /** What existed before, and is gone. */
  readonly lost: readonly string[];
}

export async function compareAccount(stage: Stage): Promise<AccountDifference> {
  // A deletion may take some seconds.
  await stage.advance(60);
  const found = [
    ...(await listDataResources(stage)),
    ...(await listOperationsResources(stage)),
    ...(await listRolesAndSchedules(stage)),
    ...(await listSettingsAndKeys(stage)),
  ];
  const resources = found.flatMap(([kind, names]) =>
    names.flatMap((name) => (name === undefined ? [] : [describeResource(kind, name)])),
  );
  return {
    remaining: resources.filter((resource) => !EARLIER.includes(resource)),
    lost: EARLIER.filter((resource) => !resources.includes(resource)),
  };
}

function describeResource(kind: string, name: string): string {
  return `the ${kind} \`${name}\``;
}

async function listDataResources({ connection, kinesis, firehose, s3 }: Stage): Promise<ResourceNames[]> {
  const found: ResourceNames[] = [
    ["stream", (await kinesis.send(new ListStreamsCommand({}))).StreamNames ?? []],
    ["Firehose", (await firehose.send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames ?? []],
    ["bucket", ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name)],
  ];
  await useClient(new LambdaClient(connection), async (lambda) => {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
    found.push(["function", Functions.map(({ FunctionName }) => FunctionName)]);
    found.push([
      "event source mapping of",
      EventSourceMappings.map(({ FunctionArn }) => FunctionArn?.split(":").at(-1)),
    ]);
  });
  await useClient(new SQSClient(connection), async (sqs) => {
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    found.push(["queue", QueueUrls.map((url) => url.split("/").at(-1))]);
  });
  await useClient(new SNSClient(connection), async (sns) => {
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    found.push(["topic", Topics.map(({ TopicArn }) => TopicArn?.split(":").at(-1))]);
  });
  await useClient(new GlueClient(connection), async (glue) => {
    const { DatabaseList = [] } = await glue.send(new GetDatabasesCommand({}));
    found.push(["database", DatabaseList.map(({ Name }) => Name).filter((name) => name !== "default")]);
  });
  await useClient(new AthenaClient(connection), async (athena) => {
    const { WorkGroups = [] } = await athena.send(new ListWorkGroupsCommand({}));
    found.push(["workgroup", WorkGroups.map(({ Name }) => Name).filter((name) => name !== "primary")]);
  });
  await useClient(new KinesisAnalyticsV2Client(connection), async (analytics) => {
    const { ApplicationSummaries = [] } = await analytics.send(new ListApplicationsCommand({}));
    found.push(["application", ApplicationSummaries.map(({ ApplicationName }) => ApplicationName)]);
  });
  return found;
}

async function listOperationsResources({ connection }: Stage): Promise<ResourceNames[]> {
  const found: ResourceNames[] = [];
  await useClient(new CloudWatchClient(connection), async (cloudWatch) => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    found.push(["alarm", MetricAlarms.map(({ AlarmName }) => AlarmName)]);
  });
  await useClient(new CloudWatchLogsClient(connection), async (logs) => {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
    found.push(["log group", logGroups.map(({ logGroupName }) => logGroupName)]);
  });
  await useClient(new CloudFormationClient(connection), async (cloudFormation) => {
    const { StackSummaries = [] } = await cloudFormation.send(new ListStacksCommand({}));
    const stacks = StackSummaries.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE");
    found.push(["stack", stacks.map(({ StackName }) => StackName)]);
  });
  await useClient(new EC2Client(connection), async (ec2) => {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    found.push([
      "instance",
      instances.filter(({ State }) => State?.Name !== "terminated").map(({ InstanceId }) => InstanceId),
    ]);
  });
  return found;
}

async function listRolesAndSchedules({ connection, iam }: Stage): Promise<ResourceNames[]> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const roles = Roles.map(({ RoleName }) => RoleName);
  return useClient(new SchedulerClient(connection), async (scheduler) => {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    return [
      ["role", roles],
      ["policy", Policies.map(({ PolicyName }) => PolicyName)],
      ["schedule", Schedules.map(({ Name }) => Name)],
    ];
  });
}

async function listSettingsAndKeys({ connection }: Stage): Promise<ResourceNames[]> {
  const found: ResourceNames[] = [];
  await useClient(new SSMClient(connection), async (ssm) => {
    const { Parameters = [] } = await ssm.send(new DescribeParametersCommand({}));
    found.push(["parameter", Parameters.map(({ Name }) => Name)]);
  });
  await useClient(new ECRClient(connection), async (ecr) => {
    const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({}));
    found.push(["repository", repositories.map(({ repositoryName }) => repositoryName)]);
  });
  await useClient(new KMSClient(connection), async (kms) => {
    const { Keys = [] } = await kms.send(new ListKeysCommand({}));
    const keys = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
    // AWS makes keys of its own, which nobody can delete. A learner's key is deleted some days after the request.
    const learnerKeys = keys.filter(
      ({ KeyMetadata: key }) => key?.KeyManager === "CUSTOMER" && key.KeyState !== "PendingDeletion",
    );
    found.push(["key", learnerKeys.map(({ KeyMetadata }) => KeyMetadata?.KeyId)]);
  });
  return found;
}
