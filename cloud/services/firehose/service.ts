import type * as sdk from "@aws-sdk/client-firehose";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { lookUpBuffers } from "./api/buffers-lookup";
import { getLiveFigures } from "./live";
import {
  createDeliveryStream,
  deleteDeliveryStream,
  describeDeliveryStream,
  listDeliveryStreams,
} from "./api/delivery-streams";
import { listTagsForDeliveryStream, tagDeliveryStream, untagDeliveryStream } from "./api/tags";
import { putRecord } from "./api/put-record";
import { putRecordBatch } from "./api/put-record-batch";
import { startDeliveryStreamEncryption, stopDeliveryStreamEncryption } from "./api/delivery-stream-encryption";
import { updateDestination } from "./api/update-destination";
import { rates } from "./rates";
import { recordLookup } from "./api/record-lookup";
import { createStreamsView } from "./views";

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
