import { explainError } from "../../../src/running/explain-error";
import { Failure } from "../command";

interface Client {
  destroy(): void;
}

/** Makes one small call to a service. */
async function askService<C extends Client>(client: C, ask: (client: C) => Promise<unknown>): Promise<void> {
  try {
    await ask(client);
  } finally {
    client.destroy();
  }
}

/**
 * A call to each service that a lab needs, to see whether the region has the service. The calls change nothing and cost
 * nothing.
 */
const QUESTIONS: Readonly<Record<string, () => Promise<void>>> = {
  athena: async () => {
    const { AthenaClient, GetWorkGroupCommand } = await import("@aws-sdk/client-athena");
    await askService(new AthenaClient({}), (client) => client.send(new GetWorkGroupCommand({ WorkGroup: "primary" })));
  },
  cloudformation: async () => {
    const { CloudFormationClient, ListStacksCommand } = await import("@aws-sdk/client-cloudformation");
    await askService(new CloudFormationClient({}), (client) => client.send(new ListStacksCommand({})));
  },
  cloudwatch: async () => {
    const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
    await askService(new CloudWatchClient({}), (client) => client.send(new DescribeAlarmsCommand({ MaxRecords: 1 })));
  },
  ec2: async () => {
    const { DescribeInstancesCommand, EC2Client } = await import("@aws-sdk/client-ec2");
    await askService(new EC2Client({}), (client) => client.send(new DescribeInstancesCommand({ MaxResults: 5 })));
  },
  firehose: async () => {
    const { FirehoseClient, ListDeliveryStreamsCommand } = await import("@aws-sdk/client-firehose");
    await askService(new FirehoseClient({}), (client) => client.send(new ListDeliveryStreamsCommand({ Limit: 1 })));
  },
  glue: async () => {
    const { GetDatabasesCommand, GlueClient } = await import("@aws-sdk/client-glue");
    await askService(new GlueClient({}), (client) => client.send(new GetDatabasesCommand({ MaxResults: 1 })));
  },
  kinesis: async () => {
    const { KinesisClient, ListStreamsCommand } = await import("@aws-sdk/client-kinesis");
    await askService(new KinesisClient({}), (client) => client.send(new ListStreamsCommand({ Limit: 1 })));
  },
  kinesisanalyticsv2: async () => {
    const { KinesisAnalyticsV2Client, ListApplicationsCommand } = await import("@aws-sdk/client-kinesis-analytics-v2");
    await askService(new KinesisAnalyticsV2Client({}), (client) =>
      client.send(new ListApplicationsCommand({ Limit: 1 })),
    );
  },
  lambda: async () => {
    const { LambdaClient, ListFunctionsCommand } = await import("@aws-sdk/client-lambda");
    await askService(new LambdaClient({}), (client) => client.send(new ListFunctionsCommand({ MaxItems: 1 })));
  },
  s3: async () => {
    const { ListBucketsCommand, S3Client } = await import("@aws-sdk/client-s3");
    await askService(new S3Client({}), (client) => client.send(new ListBucketsCommand({})));
  },
  scheduler: async () => {
    const { ListSchedulesCommand, SchedulerClient } = await import("@aws-sdk/client-scheduler");
    await askService(new SchedulerClient({}), (client) => client.send(new ListSchedulesCommand({ MaxResults: 1 })));
  },
  sqs: async () => {
    const { ListQueuesCommand, SQSClient } = await import("@aws-sdk/client-sqs");
    await askService(new SQSClient({}), (client) => client.send(new ListQueuesCommand({ MaxResults: 1 })));
  },
};

/**
 * Checks that a region has the services, before anything is created there.
 *
 * @param services ids in the list of labs; one without a call above is a mistake in that list
 * @throws Failure naming the services that do not exist there, or that the keys may not use
 */
export async function findServices(services: readonly string[], region: string): Promise<void> {
  const faults = await Promise.all(
    services.map(async (service) => {
      const ask = QUESTIONS[service];
      if (ask === undefined) throw new Error(`No test call is defined for the service "${service}".`);
      return ask().then(
        () => undefined,
        (error: unknown) => ({ service, error }),
      );
    }),
  );
  const [first, ...others] = faults.filter((fault) => fault !== undefined);
  if (first === undefined) return;
  const unknown = [first, ...others].filter(({ error }) => isUnknownHost(error)).map(({ service }) => service);
  throw new Failure(
    unknown.length > 0
      ? `The region ${region} has no ${unknown.join(", no ")}, or there is no network. Nothing was changed. Set AWS_REGION to another region, such as us-east-1.`
      : `${first.service} didn't answer as expected. Nothing was changed. ${explainError(first.error)}`,
    { cause: first.error },
  );
}

/** A region without the service, or no network: the look-up of the host name fails. */
const isUnknownHost = (error: unknown): boolean => hasErrorCode(error, /\b(ENOTFOUND|EAI_AGAIN)\b/);

/** Whether the service's host name does not exist, as in a region without the service. */
export const hasNoHost = (error: unknown): boolean => hasErrorCode(error, /\bENOTFOUND\b/);

/** Looks for a code in an error and its causes: over HTTP/2 the SDK wraps the error of the name look-up. */
function hasErrorCode(error: unknown, code: RegExp): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (code.test(`${"code" in at ? String(at.code) : ""} ${at.message}`)) return true;
  return false;
}
