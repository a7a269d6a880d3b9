import {
  PutRecord$,
  type PutRecordInput,
  type PutRecordOutput,
  PutRecordBatch$,
  type PutRecordBatchInput,
  type PutRecordBatchOutput,
} from "@aws-sdk/client-firehose";
import { required, type Members, type Reply } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createSlowDownFault,
  createBatchTooLargeFault,
  createLogsOnlyFault,
  createNotForKinesisSourceFault,
} from "../model/faults";
import { deliveryStreamName, record } from "../model/fields";
import { list } from "../../../core/rules";
import { performance } from "node:perf_hooks";
import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { createRecordId } from "./record-lookup";

/** A put of records: the operation, the data, and the API call. */
interface PutRequest {
  readonly operation: "PutRecord" | "PutRecordBatch";
  readonly records: readonly Uint8Array[];
  readonly call: Pick<Call, "origin" | "caller">;
}

interface PutResult {
  /** One for each record, in their order; undefined for a record over the quota. */
  readonly recordIds: readonly (string | undefined)[];
  readonly isEncrypted: boolean;
}

/**
 * Puts records into a Direct PUT stream. Once the promise resolves, the records survive a kill.
 *
 * @throws AwsFault ResourceNotFoundException, InvalidArgumentException for a stream that reads from Kinesis,
 *         InvalidSourceException for one that unzips records, unless CloudWatch Logs puts them, ServiceUnavailableException
 *         if the request itself is over the quota
 */
async function acceptRecords(
  cloud: Services,
  name: string,
  { operation, records, call }: PutRequest,
): Promise<PutResult> {
  const startedMs = performance.now();
  const { id, source, isEncrypted } = cloud.firehose.requireStream(name);
  const { delivery, meter } = cloud.firehose.requireActive(name);
  if (source !== undefined) throw createNotForKinesisSourceFault();
  if (delivery.isForLogs && !isFromLogs(call)) throw createLogsOnlyFault();
  do await delivery.waitForCapacity();
  while (!delivery.hasCapacity);
  const now = cloud.now();
  if (!meter.takeRequest(now)) {
    delivery.metrics.noteThrottled(now, records.length);
    throw createSlowDownFault();
  }
  const isTaken = records.map((data) => meter.takeRecord(now, data.byteLength));
  const taken = records.filter((_, index) => isTaken[index]);
  if (taken.length < records.length) delivery.metrics.noteThrottled(now, records.length - taken.length);
  let position =
    taken.length === 0 ? 0 : delivery.accept({ at: now, records: taken.map((data) => ({ data, arrivedAt: now })) });
  delivery.metrics.noteAccepted(now, {
    operation,
    records: taken.length,
    bytes: taken.reduce((sum, { byteLength }) => sum + byteLength, 0),
    latencyMs: performance.now() - startedMs,
  });
  delivery.metrics.noteLimits(now, meter.quota);
  return { recordIds: isTaken.map((wasTaken) => (wasTaken ? createRecordId(id, position++) : undefined)), isEncrypted };
}

const isFromLogs = ({ origin, caller }: PutRequest["call"]): boolean =>
  origin === "service" && caller.accessKeyId === "logs.amazonaws.com";

const batchMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  Records: required(list(record, { min: 1, max: 500 })),
} satisfies Members<PutRecordBatchInput>;

/** The maximum number of bytes of all records of a batch together, before base64. */
const MAX_BYTES = 4 * 1024 * 1024;

export const putRecordBatch = operation(
  PutRecordBatch$,
  batchMembers,
  async (cloud, request, call): Promise<PutRecordBatchOutput> => {
    const records = request.Records.map(({ Data }) => Data);
    if (records.reduce((sum, { byteLength }) => sum + byteLength, 0) > MAX_BYTES) throw createBatchTooLargeFault();
    const { recordIds, isEncrypted } = await acceptRecords(cloud, request.DeliveryStreamName, {
      operation: "PutRecordBatch",
      records,
      call,
    });
    const { code, message } = createSlowDownFault();
    return {
      FailedPutCount: recordIds.filter((id) => id === undefined).length,
      Encrypted: isEncrypted,
      RequestResponses: recordIds.map((id) =>
        id === undefined ? { ErrorCode: code, ErrorMessage: message } : { RecordId: id },
      ),
    };
  },
);

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  Record: required(record),
} satisfies Members<PutRecordInput>;

export const putRecord = operation(PutRecord$, members, async (cloud, request, call): Promise<PutRecordOutput> => {
  const {
    recordIds: [recordId],
    isEncrypted,
  } = await acceptRecords(cloud, request.DeliveryStreamName, {
    operation: "PutRecord",
    records: [request.Record.Data],
    call,
  });
  if (recordId === undefined) throw createSlowDownFault();
  return { RecordId: recordId, Encrypted: isEncrypted } satisfies Reply<PutRecordOutput>;
});
