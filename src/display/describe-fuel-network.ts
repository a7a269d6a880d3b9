import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { toDescribedSettings, type Settings } from "../aws/firehose-settings";
import { FUNCTIONS } from "../aws/list-fuel-network";
import { sumMetric } from "../aws/sum-metric";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { readFailedRecords } from "../delivery/read-failed-records";
import { countMessages } from "../queues/count-messages";
import { queueUrl } from "../queues/queue-url";
import { ignoreMissing } from "../aws/ignore-missing";

/** The names of the fuel network's resources. */
export interface FuelNetwork {
  readonly firehoseName: string;
  readonly bucketName: string;
  readonly queueName: string;
}

/** The fuel network as AWS describes it at the moment; `undefined`: the resource does not exist. */
export interface DescribedNetwork {
  /** The environment variables of each function. */
  readonly functions: ReadonlyMap<string, Readonly<Record<string, string>> | undefined>;
  readonly firehose: { readonly status: string; readonly settings: Settings } | undefined;
  readonly objects: number | undefined;
  readonly failed: number | undefined;
  readonly messages: { readonly available: number; readonly inFlight: number } | undefined;
  /** Sums of CloudWatch metrics: what went along each arrow. */
  readonly put: number;
  readonly delivered: number;
  readonly sent: number;
  readonly deleted: number;
}

/** Asks AWS for all resources of the network, and CloudWatch for how much went through them. */
export async function describeFuelNetwork({
  firehoseName,
  bucketName,
  queueName,
}: FuelNetwork): Promise<DescribedNetwork> {
  const queryFirehoseMetric = (metricName: string) =>
    sumMetric({ namespace: "AWS/Firehose", metricName, dimension: ["DeliveryStreamName", firehoseName] });
  const queryQueueMetric = (metricName: string) =>
    sumMetric({ namespace: "AWS/SQS", metricName, dimension: ["QueueName", queueName] });
  return {
    functions: new Map(await Promise.all(FUNCTIONS.map(async (name) => [name, await readEnvironment(name)] as const))),
    firehose: await describeFirehose(firehoseName),
    objects: await ignoreMissing(
      async () => (await listDeliveredObjects({ bucketName, prefix: "station-data/" })).length,
    ),
    failed: await ignoreMissing(async () => (await readFailedRecords({ bucketName, prefix: "error" })).length),
    messages: await ignoreMissing(async () => countMessages({ queueUrl: await queueUrl({ queueName }) })),
    put: await queryFirehoseMetric("IncomingRecords"),
    delivered: await queryFirehoseMetric("DeliveryToS3.Records"),
    sent: await queryQueueMetric("NumberOfMessagesSent"),
    deleted: await queryQueueMetric("NumberOfMessagesDeleted"),
  };
}

async function readEnvironment(FunctionName: string): Promise<Readonly<Record<string, string>> | undefined> {
  const found = await ignoreMissing(() =>
    new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName })),
  );
  return found && (found.Environment?.Variables ?? {});
}

async function describeFirehose(DeliveryStreamName: string): Promise<DescribedNetwork["firehose"]> {
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName });
  const found = (await ignoreMissing(() => new FirehoseClient({}).send(command)))?.DeliveryStreamDescription;
  return found && { status: found.DeliveryStreamStatus ?? "", settings: toDescribedSettings(found) };
}
