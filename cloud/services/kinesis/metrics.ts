import { bytesOf, type WriteOutcome, type GivenRecord } from "./write-records";
import type { Figure } from "./ports";
import type { Read } from "./reading";

// AWS/Kinesis, dimension StreamName (KDS-032). Latencies are left out, since those of a local server would mislead.

/** The metric values of one PutRecord. */
export function putRecordFigures(record: GivenRecord, outcome: WriteOutcome): Figure[] {
  const isWritten = !("failed" in outcome);
  return [
    ...bytesIn("PutRecord", isWritten ? [record] : []),
    count("PutRecord.Success", isWritten ? 1 : 0),
    count("WriteProvisionedThroughputExceeded", throttled([outcome])),
  ];
}

/** The metric values of one PutRecords. */
export function putRecordsFigures(records: readonly GivenRecord[], outcomes: readonly WriteOutcome[]): Figure[] {
  const written = records.filter((_, index) => isWritten(outcomes[index]));
  const refused = throttled(outcomes);
  return [
    ...bytesIn("PutRecords", written),
    count("PutRecords.Success", written.length > 0 ? 1 : 0),
    count("PutRecords.TotalRecords", records.length),
    count("PutRecords.SuccessfulRecords", written.length),
    count("PutRecords.FailedRecords", records.length - written.length - refused),
    count("PutRecords.ThrottledRecords", refused),
    count("WriteProvisionedThroughputExceeded", refused),
  ];
}

/** The metric values of one GetRecords. @param read undefined if it was throttled @param now ms since the epoch */
export function getRecordsFigures(read: Read | undefined, now: number): Figure[] {
  if (read === undefined) return [count("GetRecords.Success", 0), count("ReadProvisionedThroughputExceeded", 1)];
  const { bytes, length, last } = read.records;
  return [
    { name: "GetRecords.Bytes", value: bytes, unit: "Bytes" },
    count("GetRecords.Records", length),
    count("GetRecords.Success", 1),
    {
      name: "GetRecords.IteratorAgeMilliseconds",
      value: last === undefined ? 0 : now - last.arrivedAt,
      unit: "Milliseconds",
    },
    count("ReadProvisionedThroughputExceeded", 0),
  ];
}

const isWritten = (outcome: WriteOutcome | undefined): boolean => outcome !== undefined && !("failed" in outcome);

const count = (name: string, value: number): Figure => ({ name, value, unit: "Count" });

/** The same bytes under the names of two metrics. */
function bytesIn(operation: "PutRecord" | "PutRecords", records: readonly GivenRecord[]): Figure[] {
  const value = bytesOf(records);
  return [
    { name: "IncomingBytes", value, unit: "Bytes" },
    count("IncomingRecords", records.length),
    { name: `${operation}.Bytes`, value, unit: "Bytes" },
  ];
}

const throttled = (outcomes: readonly WriteOutcome[]): number =>
  outcomes.filter((one) => "failed" in one && one.failed === "throttled").length;
