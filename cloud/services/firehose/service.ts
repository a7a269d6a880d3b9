import type * as sdk from "@aws-sdk/client-firehose";
import type { OperationNames } from "../../core/members";
import { createValidationException } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import {
  createDeliveryStream,
  deleteDeliveryStream,
  describeDeliveryStream,
  listDeliveryStreams,
} from "./api/delivery-streams";
import { listTagsForDeliveryStream, tagDeliveryStream, untagDeliveryStream } from "./api/tags";
import { putRecord, putRecordBatch } from "./api/records";
import { startDeliveryStreamEncryption, stopDeliveryStreamEncryption } from "./api/delivery-stream-encryption";
import { updateDestination } from "./api/update-destination";
import { recordLookup, lookUpBuffers } from "./api/record-lookup";
import { AwsFault } from "../../core/faults";
import { createRates, type Rates } from "../../core/rates";
import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";
import { countRecordsBehind } from "../kinesis/model/source";
import type { View } from "../../core/service";
import type { Firehose } from "./model/state/firehose";

/** The delivery streams as the console shows them, with the undelivered records of each. */
const createStreamsView = (firehose: Firehose): View => ({
  title: "Delivery streams",
  columns: [
    "Name",
    "Status",
    "Source",
    "Bucket",
    "Buffered records",
    "Buffered bytes",
    "On the way to S3",
    "Next delivery",
  ],
  rows: firehose.list().map(({ name, status, source, destination }) => {
    const { buffered = [], waiting = 0 } = firehose.findActive(name)?.delivery.listPending() ?? {};
    const formatSum = (of: "records" | "bytes"): string =>
      String(buffered.reduce((total, item) => total + item[of], 0));
    const nextAt = Math.min(...buffered.map(({ dueAt }) => dueAt));
    return [
      name,
      status,
      source === undefined ? "Direct PUT" : source.arn,
      destination.BucketARN,
      formatSum("records"),
      formatSum("bytes"),
      String(waiting),
      Number.isFinite(nextAt) ? new Date(nextAt).toISOString() : "",
    ];
  }),
});

/** Live figures of each delivery stream: accepted records, records still to be read, records that went into and came out of its function, and buffered records. */
const getLiveFigures = (cloud: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    cloud.firehose.list().map(({ name, status, source }): [string, LiveFigures] => {
      const delivery = cloud.firehose.findActive(name)?.delivery;
      if (delivery === undefined) return [name, { status }];
      const { buffered, waiting } = delivery.listPending();
      return [
        name,
        {
          status,
          accepted: delivery.accepted,
          behind: source === undefined ? 0 : countRecordsBehind(cloud.kinesis, source.arn, delivery.sourcePositions),
          ...delivery.transforms,
          buffers: buffered.length,
          records: buffered.reduce((sum, { records }) => sum + records, 0),
          bytes: buffered.reduce((sum, { bytes }) => sum + bytes, 0),
          waiting,
          ...(buffered.length === 0 ? {} : { dueAt: Math.min(...buffered.map(({ dueAt }) => dueAt)) }),
        },
      ];
    }),
  );

/** Request rates from AWS's page of Firehose's quotas (LAG-005); the error text is from users' reports. */
const rates: Rates = createRates(
  [
    "CreateDeliveryStream",
    "DeleteDeliveryStream",
    "DescribeDeliveryStream",
    "ListDeliveryStreams",
    "ListTagsForDeliveryStream",
    "StartDeliveryStreamEncryption",
    "StopDeliveryStreamEncryption",
    "TagDeliveryStream",
    "UntagDeliveryStream",
    "UpdateDestination",
  ],
  { perSecond: 5, createThrottlingFault: () => new AwsFault("ThrottlingException", "Rate exceeded") },
);

/** Amazon Data Firehose: Direct PUT and Kinesis sources, delivery to S3. */
export const firehose = createService({
  name: "firehose",
  signingName: "firehose",
  target: "Firehose_20150804",
  protocols: [createAwsJson("1.1")],
  // A batch of 4 MiB in base64, with room for larger ones, which the operation refuses with AWS's own text.
  maxBodyBytes: 8 * 1024 * 1024,
  createInvalidFault: createValidationException,
  rates,
  operations: {
    CreateDeliveryStream: createDeliveryStream,
    DeleteDeliveryStream: deleteDeliveryStream,
    DescribeDeliveryStream: describeDeliveryStream,
    ListDeliveryStreams: listDeliveryStreams,
    ListTagsForDeliveryStream: listTagsForDeliveryStream,
    PutRecord: putRecord,
    PutRecordBatch: putRecordBatch,
    StartDeliveryStreamEncryption: startDeliveryStreamEncryption,
    StopDeliveryStreamEncryption: stopDeliveryStreamEncryption,
    TagDeliveryStream: tagDeliveryStream,
    UntagDeliveryStream: untagDeliveryStream,
    UpdateDestination: updateDestination,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews: ({ firehose: streams }) => [createStreamsView(streams)],
  getLiveFigures,
  lookups: { buffers: lookUpBuffers, record: recordLookup },
});
