import { PutRecord$, type PutRecordInput, type PutRecordOutput } from "@aws-sdk/client-firehose";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { createSlowDownFault } from "../model/faults";
import { deliveryStreamName, record } from "../model/fields";
import { putInto } from "./accept-records";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  Record: required(record),
} satisfies Members<PutRecordInput>;

export const putRecord = operation(PutRecord$, members, async (cloud, request, call): Promise<PutRecordOutput> => {
  const {
    recordIds: [recordId],
    isEncrypted,
  } = await putInto(cloud, request.DeliveryStreamName, {
    operation: "PutRecord",
    records: [request.Record.Data],
    call,
  });
  if (recordId === undefined) throw createSlowDownFault();
  return { RecordId: recordId, Encrypted: isEncrypted } satisfies Reply<PutRecordOutput>;
});
