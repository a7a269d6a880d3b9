import { CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeDeliveryStreamCommand, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import type { Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";

/** The settings of a learner's design that explain why a criterion isn't met. */
export interface ObservedDesign {
  readonly streams: readonly { readonly name: string; readonly shardCount: number }[];
  readonly firehoses: readonly { readonly name: string; readonly intervalSeconds: number }[];
  /** Whether there is a function. */
  readonly hasFunction: boolean;
  /** The metrics of alarms that have no values in CloudWatch: `AWS/Firehose DeliveryToS3.Success`. */
  readonly metricsWithoutValues: readonly string[];
}

export async function readDesign(stage: Stage): Promise<ObservedDesign> {
  const { kinesis, firehose } = stage;
  const { StreamNames = [] } = await kinesis.send(new ListStreamsCommand({}));
  const streams = await Promise.all(
    StreamNames.map(async (name) => {
      const described = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name }));
      return { name, shardCount: described.StreamDescriptionSummary?.OpenShardCount ?? 0 };
    }),
  );
  const { DeliveryStreamNames = [] } = await firehose.send(new ListDeliveryStreamsCommand({}));
  const firehoses = await Promise.all(
    DeliveryStreamNames.map(async (name) => {
      const described = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }));
      const [destination] = described.DeliveryStreamDescription?.Destinations ?? [];
      const { IntervalInSeconds = 0 } = destination?.ExtendedS3DestinationDescription?.BufferingHints ?? {};
      return { name, intervalSeconds: IntervalInSeconds };
    }),
  );
  const hasFunction = await useClient(new LambdaClient(stage.connection), async (lambda) => {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    return Functions.length > 0;
  });
  return { streams, firehoses, hasFunction, metricsWithoutValues: await listMetricsWithoutValues(stage) };
}

const listMetricsWithoutValues = ({ connection }: Stage) =>
  useClient(new CloudWatchClient(connection), async (cloudWatch) => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const found = await Promise.all(
      MetricAlarms.map(async ({ Namespace, MetricName, Dimensions }) => {
        if (MetricName === undefined) return [];
        const { Metrics = [] } = await cloudWatch.send(new ListMetricsCommand({ Namespace, MetricName, Dimensions }));
        return Metrics.length > 0 ? [] : [`${Namespace} ${MetricName}`];
      }),
    );
    return found.flat();
  });
