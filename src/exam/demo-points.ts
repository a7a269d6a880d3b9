import type { QueryRow } from "../athena/run-query";
import { formatCount } from "../aws/format-count";
import type { WindowedDelivery } from "../display/show-windowed-delivery";
import { getProofFolder, readHoldings, type Holdings } from "./holdings";
import type { Demo, DemoState } from "./demo-state";

/** One point of the demonstration, and its proof from the cloud's state. */
export interface DemoPoint {
  /** Its number in the list of the exam. */
  readonly point: number;
  readonly says: string;
  readonly holds: boolean;
  readonly proof: string;
}

/** The columns that the exam wants to see. */
export const COLUMNS = [
  "componentName",
  "metricName",
  "unit",
  "minValue",
  "maxValue",
  "fromTimestamp",
  "toTimestamp",
] as const;

/**
 * Points 2 and 3, to be proven before the first event. They stay proven, with their time, as long as these streams and
 * this bucket exist: see `readHoldings`.
 */
export async function proveEmpty(delivery: WindowedDelivery, stored = getProofFolder()): Promise<DemoPoint[]> {
  return createEmptyPoints(await readHoldings(delivery, stored));
}

function createEmptyPoints({ input, output, bucket }: Holdings): DemoPoint[] {
  return [
    {
      point: 2,
      says: "Both streams are empty, read from Trim Horizon",
      holds: input.emptyAt !== undefined && output.emptyAt !== undefined,
      proof: `${formatEmptyProof(input, "record")}; ${formatEmptyProof(output, "record")}`,
    },
    {
      point: 3,
      says: "The bucket is empty",
      holds: bucket.emptyAt !== undefined,
      proof: formatEmptyProof(bucket, "object"),
    },
  ];
}

function formatEmptyProof({ name, createdAt, holds, emptyAt }: Holdings["input" | "bucket"], noun: string): string {
  if (createdAt === undefined) return `${name}: not there`;
  if (emptyAt === undefined) return `${name}: ${formatCount(holds.length, noun)}, and it was never shown to be empty`;
  return `${name}: ${formatCount(0, noun)} at ${formatTime(emptyAt)}${holds.length === 0 ? "" : `, ${holds.length} now`}`;
}

/** Such as `2030-01-01 12:00:05 UTC`. */
export const formatTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** All ten points, in the order of the exam. */
export function createDemoPoints(demo: Demo, state: DemoState): DemoPoint[] {
  const { bucketName } = demo.delivery;
  return [
    createNamesPoint(demo, state),
    ...createEmptyPoints(state).map((point) =>
      point.point === 3 ? { ...point, holds: point.holds && bucketName.includes(demo.student) } : point,
    ),
    createApplicationPoint(demo, state),
    createFirehosePoint(demo, state),
    {
      point: 6,
      says: "Test metrics were published",
      holds: state.events.length > 0,
      proof: `${demo.delivery.inputStream}: ${formatCount(state.events.length, "event")}`,
    },
    {
      point: 7,
      says: "The table of the Data Catalog points to the bucket",
      holds: state.tableLocation?.startsWith(`s3://${bucketName}/`) ?? false,
      proof: `${demo.query.database}.${demo.table}: ${state.tableLocation ?? "not there"}`,
    },
    ...answerPoints(state),
    {
      point: 10,
      says: "Option B: the SQL code",
      holds: /\bTUMBLE\b/.test(demo.optionB) && /\bWATERMARK\b/.test(demo.optionB),
      proof: "a table with WATERMARK, a query with TUMBLE: shown in part 6",
    },
  ];
}

function createNamesPoint({ student }: Demo, { input, output }: DemoState): DemoPoint {
  const streams = [input, output];
  return {
    point: 1,
    says: "Both streams carry the student's name",
    holds: student !== "" && streams.every(({ name, createdAt }) => createdAt !== undefined && name.includes(student)),
    proof: streams.map(({ name, createdAt }) => (createdAt === undefined ? `${name}: not there` : name)).join(", "),
  };
}

/**
 * The point about both applications. Only the learner's own writes the checkpoint, whose name contains the stream that
 * it reads; the SQL of the managed one names its streams; only applications write aggregates to the output stream.
 */
function createApplicationPoint(demo: Demo, { shardsRead, aggregates, managed }: DemoState): DemoPoint {
  const { application, checkpoint, delivery } = demo;
  const streams = [delivery.inputStream, delivery.outputStream];
  const named = streams.filter((name) => managed?.sql.includes(`'${name}'`));
  const read = shardsRead.length === 0 ? "not there" : `it has read ${shardsRead.join(", ")}`;
  return {
    point: 4,
    says: "Your application and the managed one read the input stream and write the output stream",
    holds:
      checkpoint.includes(delivery.inputStream) &&
      shardsRead.length > 0 &&
      aggregates.length > 0 &&
      named.length === streams.length,
    proof: [
      `checkpoint ${checkpoint}: ${read}`,
      `${delivery.outputStream}: ${formatCount(aggregates.length, "aggregate")}`,
      managed === undefined
        ? `${application}: not there`
        : `${application}: ${managed.status}, its SQL names ${named.join(", ") || "neither stream"}`,
    ].join("; "),
  };
}

function createFirehosePoint({ delivery }: Demo, { firehose }: DemoState): DemoPoint {
  const { "source stream": source, bucket } = firehose;
  return {
    point: 5,
    says: "The Firehose reads the output stream and writes to the bucket",
    holds: source === delivery.outputStream && bucket === delivery.bucketName,
    proof: `${delivery.firehoseName}: from ${source ?? "nothing"} to ${bucket ?? "nothing"}`,
  };
}

function answerPoints({ answer }: DemoState): DemoPoint[] {
  const rows = typeof answer === "string" ? [] : answer.rows;
  const [first = {}] = rows;
  const missing = COLUMNS.filter((name) => getValue(first, name) === undefined);
  return [
    {
      point: 8,
      says: "Athena answers a query of the table",
      holds: rows.length > 0,
      proof: typeof answer === "string" ? answer : formatCount(rows.length, "row"),
    },
    {
      point: 9,
      says: "The data has the seven columns",
      holds: missing.length === 0,
      proof: missing.length === 0 ? JSON.stringify(first) : `missing: ${missing.join(", ")}`,
    },
  ];
}

/** The value of a column in a row of Athena's answer, which may give names in small letters. */
export const getValue = (row: QueryRow, column: string): string | undefined =>
  Object.entries(row).find(([name]) => name.toLowerCase() === column.toLowerCase())?.[1] ?? undefined;
