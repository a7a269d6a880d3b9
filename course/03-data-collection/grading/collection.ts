import { DeleteStreamCommand } from "@aws-sdk/client-kinesis";
import { DescribeDeliveryStreamCommand, type DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import {
  type ApplicationDetail,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ignoreRefusal, type Evidence, type Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";
import { STREAM_OF_MORE } from "./shards";

/** The state after the notebook's cells have run, as plain data. */
interface CollectionState {
  /** The run's seed, which determines the questions. */
  readonly seed?: number;
  readonly application?: ApplicationDetail;
  readonly delivery?: DeliveryStreamDescription;
  readonly converted?: DeliveryStreamDescription;
  /** The function's timeout in seconds. */
  readonly timeout?: number;
}

/** The state that `lookAtCollection` has kept as evidence. */
export const getCollection = ({ seen }: Evidence): CollectionState => seen as unknown as CollectionState;

/** Describes the resources that the notebook's cells have made. */
export async function lookAtCollection(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const { connection } = stage;
  await stage.advance(5);
  // No learner has created this one.
  await ignoreRefusal(stage.kinesis.send(new DeleteStreamCommand({ StreamName: STREAM_OF_MORE })));
  await stage.advance(5);
  const application = await useClient(new KinesisAnalyticsV2Client(connection), (analytics) =>
    ignoreRefusal(analytics.send(new DescribeApplicationCommand({ ApplicationName: "people-analytics" }))),
  );
  const settings = await useClient(new LambdaClient(connection), (lambda) =>
    ignoreRefusal(lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "add-newline-function" }))),
  );
  const found = {
    seed: stage.seed,
    application: application?.ApplicationDetail,
    delivery: await describeFirehose(stage, "people-delivery"),
    converted: await describeFirehose(stage, "people-delivery-converted"),
    timeout: settings?.Timeout,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

async function describeFirehose(
  stage: Stage,
  DeliveryStreamName: string,
): Promise<DeliveryStreamDescription | undefined> {
  const found = await ignoreRefusal(stage.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })));
  return found?.DeliveryStreamDescription;
}
