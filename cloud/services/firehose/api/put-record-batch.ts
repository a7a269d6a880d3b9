import { PutRecordBatch$, type PutRecordBatchInput, type PutRecordBatchOutput } from "@aws-sdk/client-firehose";
import { required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createBatchTooLargeFault, createSlowDownFault } from "../model/faults";
import { deliveryStreamName, record } from "../model/fields";
import { putInto } from "./accept-records";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  Records: required(list(record, { min: 1, max: 500 })),
} satisfies Members<PutRecordBatchInput>;

/** The most bytes of all records of a batch together, before base64. */
const MAX_BYTES = 4 * 1024 * 1024;

export const putRecordBatch = operation(
  PutRecordBatch$,
  members,
  async (cloud, request, call): Promise<PutRecordBatchOutput> => {
    const records = request.Records.map(({ Data }) => Data);
    if (records.reduce((sum, { byteLength }) => sum + byteLength, 0) > MAX_BYTES) throw createBatchTooLargeFault();
    const { recordIds, isEncrypted } = await putInto(cloud, request.DeliveryStreamName, {
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
