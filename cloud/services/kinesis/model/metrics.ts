import { countBytes, type WriteOutcome, type RecordInput } from "./accept-records";
import type { Figure } from "./ports";
import type { ReadResult } from "./reading";

// AWS/Kinesis, dimension StreamName (KDS-032). Latencies are left out, since those of a local server would mislead.

/** The metric values of one PutRecord. */
export function putRecordFigures(record: RecordInput, outcome: WriteOutcome): Figure[] {
  const isWritten = !("failed" in outcome);
  return [
    ...createByteFigures("PutRecord", isWritten ? [record] : []),
    createCount("PutRecord.Success", isWritten ? 1 : 0),
    createCount("WriteProvisionedThroughputExceeded", countThrottled([outcome])),
  ];
}

/** The metric values of one PutRecords. */
export function putRecordsFigures(records: readonly RecordInput[], outcomes: readonly WriteOutcome[]): Figure[] {
  const written = records.filter((_, index) => isWritten(outcomes[index]));
  const refused = countThrottled(outcomes);
  return [
    ...createByteFigures("PutRecords", written),
    createCount("PutRecords.Success", written.length > 0 ? 1 : 0),
    createCount("PutRecords.TotalRecords", records.length),
    createCount("PutRecords.SuccessfulRecords", written.length),
    createCount("PutRecords.FailedRecords", records.length - written.length - refused),
    createCount("PutRecords.ThrottledRecords", refused),
    createCount("WriteProvisionedThroughputExceeded", refused),
  ];
}

/** The metric values of one GetRecords. @param read undefined if it was throttled @param now ms since the epoch */
export function getRecordsFigures(read: ReadResult | undefined, now: number): Figure[] {
  if (read === undefined)
    return [createCount("GetRecords.Success", 0), createCount("ReadProvisionedThroughputExceeded", 1)];
  const { bytes, length, last } = read.records;
  return [
    { name: "GetRecords.Bytes", value: bytes, unit: "Bytes" },
    createCount("GetRecords.Records", length),
    createCount("GetRecords.Success", 1),
    {
      name: "GetRecords.IteratorAgeMilliseconds",
      value: last === undefined ? 0 : now - last.arrivedAt,
      unit: "Milliseconds",
    },
    createCount("ReadProvisionedThroughputExceeded", 0),
  ];
}

const isWritten = (outcome: WriteOutcome | undefined): boolean => outcome !== undefined && !("failed" in outcome);

const createCount = (name: string, value: number): Figure => ({ name, value, unit: "Count" });

/** The same bytes under the names of two metrics. */
function createByteFigures(operation: "PutRecord" | "PutRecords", records: readonly RecordInput[]): Figure[] {
  const value = countBytes(records);
  return [
    { name: "IncomingBytes", value, unit: "Bytes" },
    createCount("IncomingRecords", records.length),
    { name: `${operation}.Bytes`, value, unit: "Bytes" },
  ];
}

const countThrottled = (outcomes: readonly WriteOutcome[]): number =>
  outcomes.filter((item) => "failed" in item && item.failed === "throttled").length;
