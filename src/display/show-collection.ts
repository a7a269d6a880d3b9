import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { describeApplication } from "../aws/analytics-application";
import { formatCount } from "../aws/format-count";
import { getStackStatus } from "../aws/deploy-stack";
import { toDescribedSettings } from "../aws/firehose-settings";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import type { Arrow, Box } from "./flow-picture";
import { ignoreMissing } from "../aws/ignore-missing";
import { show } from "./kernel-display";
import { createDrawingBundle, formatBox } from "./picture-bundle";

/** The names of the pipeline's resources. */
export interface CollectionParts {
  readonly stackName: string;
  readonly streamName: string;
  readonly applicationName: string;
  readonly firehoseName: string;
  readonly functionName: string;
  readonly bucketName: string;
}

/**
 * Draws the way from producer to bucket as AWS describes it at the moment: which parts exist, in which state they are,
 * and which are connected.
 */
export async function showCollection(names: CollectionParts): Promise<void> {
  const { boxes, arrows } = layOutCollection(names, await describe(names));
  show(createDrawingBundle({ title: "Data collection", boxes, arrows, lines: boxes.map(formatBox) }));
}

interface CollectionState {
  readonly stack: string | undefined;
  readonly shards: number | undefined;
  readonly application: { readonly status: string; readonly isConnected: boolean } | undefined;
  readonly settings: Readonly<Record<string, string>> | undefined;
  readonly objects: number | undefined;
}

async function describe(names: CollectionParts): Promise<CollectionState> {
  const { streamName, applicationName, firehoseName, bucketName } = names;
  const stream = await ignoreMissing(() =>
    new KinesisClient({}).send(new DescribeStreamSummaryCommand({ StreamName: streamName })),
  );
  const firehose = await ignoreMissing(() =>
    new FirehoseClient({}).send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: firehoseName })),
  );
  const detail = await describeApplication({ applicationName });
  const sql = detail?.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription;
  return {
    stack: await getStackStatus(names.stackName),
    shards: stream?.StreamDescriptionSummary?.OpenShardCount,
    application: detail && {
      status: detail.ApplicationStatus ?? "",
      isConnected: (sql?.OutputDescriptions ?? []).some(({ KinesisFirehoseOutputDescription: out }) =>
        out?.ResourceARN?.endsWith(`/${firehoseName}`),
      ),
    },
    settings: firehose?.DeliveryStreamDescription && toDescribedSettings(firehose.DeliveryStreamDescription),
    objects: await ignoreMissing(async () => (await listDeliveredObjects({ bucketName, prefix: "" })).length),
  };
}

function layOutCollection(
  names: CollectionParts,
  { stack, shards, application, settings, objects }: CollectionState,
): { boxes: Box[]; arrows: Arrow[] } {
  const isLaunched = stack !== undefined && stack.endsWith("_COMPLETE");
  const createBox = (id: string, part: Omit<Box, "id">): Box => ({ id, ...part });
  return {
    boxes: [
      createBox("producer", {
        kind: "stack",
        name: names.stackName,
        column: 0,
        row: 0,
        exists: isLaunched,
        holds: stack,
      }),
      createBox("stream", {
        ...{ kind: "data stream", name: names.streamName, column: 1, row: 0, exists: shards !== undefined },
        holds: shards === undefined ? undefined : formatCount(shards, "shard"),
      }),
      createBox("application", {
        ...{ kind: "application", name: names.applicationName, column: 2, row: 0, exists: application !== undefined },
        holds: application?.status,
      }),
      createBox("firehose", {
        ...{ kind: "Firehose", name: names.firehoseName, column: 2, row: 1, exists: settings !== undefined },
        holds: settings?.["processors"] === undefined ? undefined : `through ${names.functionName}`,
      }),
      createBox("bucket", {
        ...{ kind: "S3 bucket", name: names.bucketName, column: 1, row: 1, exists: objects !== undefined },
        holds: objects === undefined ? undefined : formatCount(objects, "object"),
      }),
    ],
    arrows: [
      { from: "producer", to: "stream", labels: [], exists: isLaunched },
      { from: "stream", to: "application", labels: [], exists: application !== undefined },
      { from: "application", to: "firehose", labels: [], exists: application?.isConnected === true },
      { from: "firehose", to: "bucket", labels: [], exists: settings?.["bucket"] === names.bucketName },
    ],
  };
}
