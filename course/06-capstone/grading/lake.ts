import {
  AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { ListBucketsCommand, ListObjectsV2Command, GetObjectCommand } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Stage } from "../../../grader/index";
import { rejectLightScans, type ParcelScan } from "../../../src/generators/parcel-scans";
import { LEAST_GRAMS } from "../../../src/parcels/brief";
import { useClient } from "../../givens/given-resources";
import { createFeeds } from "./feeds";

/** Where Athena keeps the results of the grader's queries. */
export const ANSWERS_BUCKET = "answers-of-the-acceptance-test";

/** What the learner's tables and buckets hold, compared with the feeds of one brief. */
export interface Lake {
  /** The weight above which scans are valid in the brief. */
  readonly leastGrams: number;
  /** Athena's error if `scans` can't be queried. */
  readonly scansError?: string;
  readonly rows: number;
  /** Valid scans of the first feed, and of the feed during the stall, that no row has. */
  readonly missing: number;
  readonly missingOfStall: number;
  /** The valid scans of the feed during the stall. */
  readonly validOfStall: number;
  /** How many scans at the end of the first feed no row has. */
  readonly missingAtEnd: number;
  /** Whether each missing scan has the same parcel, depot and day as a row: two scans were taken for one. */
  readonly missesSecondScans: boolean;
  /** Scans with more than one row. */
  readonly repeated: number;
  /** A scan whose row differs from it, with the column. */
  readonly changed?: string;
  readonly rejectedError?: string;
  /** Bad lines without a row in `rejected`, rows that are no bad line of the feeds, and bad lines with several rows. */
  readonly badMissing: number;
  readonly badUnknown: number;
  readonly badRepeated: number;
  /** The reasons in `rejected`, by what is wrong with the line. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  /** The report's query on `scans`, or Athena's error. */
  readonly report?: { readonly bytes: number };
  readonly reportError?: string;
  readonly parquetObjects: number;
}

const COLUMNS = ["scan_id", "parcel_id", "depot", "scanned_at", "status", "weight_g", "note"] as const;
const REPORT = { depot: "north", day: "2030-01-01" };

export async function countRows(stage: Stage): Promise<number | undefined> {
  const { rows } = await query(stage, "SELECT count(*) AS n FROM scans");
  return rows && Number(rows[0]?.[0]);
}

/** Asks the learner's tables, as the carrier's analysts would, and compares the answers with each brief. */
export async function lookAtTables(stage: Stage): Promise<readonly Lake[]> {
  const columns = COLUMNS.map((name) => `CAST(${name} AS varchar)`).join(", ");
  const scans = await query(stage, `SELECT ${columns}, CAST(day AS varchar) FROM scans`);
  const rejected = await query(stage, "SELECT CAST(reason AS varchar), CAST(line AS varchar) FROM rejected");
  const ofAllBriefs = {
    ...(scans.error === undefined ? {} : { scansError: scans.error }),
    ...(rejected.error === undefined ? {} : { rejectedError: rejected.error }),
    ...(await runReport(stage)),
    parquetObjects: await countParquetObjects(stage),
  };
  const feeds = createFeeds(stage.seed);
  return LEAST_GRAMS.map((leastGrams) => {
    const first = rejectLightScans(feeds.first, leastGrams);
    const stalled = rejectLightScans(feeds.stalled, leastGrams);
    return {
      leastGrams,
      ...ofAllBriefs,
      ...compareScans(scans.rows ?? [], { first, stalled }),
      ...compareRejected(rejected.rows ?? [], [...first.bad, ...stalled.bad], leastGrams),
    };
  });
}

type Row = readonly (string | undefined)[];

function compareScans(rows: readonly Row[], { first, stalled }: ReturnType<typeof createFeeds>) {
  const byId = new Map<string, Row[]>();
  for (const row of rows) byId.set(row[0] ?? "", [...(byId.get(row[0] ?? "") ?? []), row]);
  const listMissing = (scans: readonly ParcelScan[]) => scans.filter(({ scan_id }) => !byId.has(scan_id));
  const missing = listMissing(first.scans);
  const missingOfStall = listMissing(stalled.scans);
  const allMissing = [...missing, ...missingOfStall];
  const parcelDays = new Set(
    rows.map(([, parcel_id = "", depot = "", scanned_at = ""]) => formatParcelDay({ parcel_id, depot, scanned_at })),
  );
  const changed = [...first.scans, ...stalled.scans].flatMap((scan) => {
    const row = byId.get(scan.scan_id)?.[0];
    const values = [...COLUMNS.map((name) => String(scan[name])), scan.scanned_at.slice(0, 10)];
    return row === undefined
      ? []
      : values.flatMap((value, at) => (row[at] === value ? [] : ([...COLUMNS, "day"][at] ?? [])));
  })[0];
  return {
    rows: rows.length,
    missing: missing.length,
    missingOfStall: missingOfStall.length,
    validOfStall: stalled.scans.length,
    missingAtEnd: first.scans.length - 1 - first.scans.findLastIndex(({ scan_id }) => byId.has(scan_id)),
    missesSecondScans: allMissing.length > 0 && allMissing.every((scan) => parcelDays.has(formatParcelDay(scan))),
    repeated: [...byId.values()].filter(({ length }) => length > 1).length,
    ...(changed === undefined ? {} : { changed }),
  };
}

/** A parcel, a depot and a day. */
const formatParcelDay = ({
  parcel_id,
  depot,
  scanned_at,
}: Record<"parcel_id" | "depot" | "scanned_at", string>): string => `${parcel_id} ${depot} ${scanned_at.slice(0, 10)}`;

function compareRejected(rows: readonly Row[], bad: readonly string[], leastGrams: number) {
  const lines = rows.map(([, line = ""]) => line.trimEnd());
  const reasons: Record<string, string[]> = {};
  for (const [at, [reason = ""]] of rows.entries()) {
    const line = lines[at] ?? "";
    if (!bad.includes(line)) continue;
    const kind = describeDamage(line, leastGrams);
    reasons[kind] = [...new Set([...(reasons[kind] ?? []), reason])];
  }
  return {
    badMissing: bad.filter((line) => !lines.includes(line)).length,
    badUnknown: lines.filter((line) => !bad.includes(line)).length,
    badRepeated: lines.length - new Set(lines).size,
    reasons: sortReasons(reasons),
  };
}

/** The reasons in an order that does not depend on that of the rows. */
const sortReasons = (reasons: Readonly<Record<string, string[]>>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(reasons)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([kind, list]) => [kind, list.toSorted()]),
  );

function describeDamage(line: string, leastGrams: number): string {
  if (!line.endsWith("}")) return "a line that was cut off";
  return line.includes('"scan_id"') ? `a weight that is not above ${leastGrams}` : "a scan without scan_id";
}

async function runReport(stage: Stage): Promise<Pick<Lake, "report" | "reportError">> {
  const { depot, day } = REPORT;
  const {
    rows = [],
    bytes,
    error,
  } = await query(
    stage,
    `SELECT status, count(*), sum(weight_g) FROM scans WHERE depot = '${depot}' AND day = '${day}' GROUP BY status`,
  );
  // After its first sentence, Athena lists what it expects, which would look like advice.
  if (error !== undefined) return { reportError: error.split(/\.(?: Expected:|$)/, 1)[0] ?? error };
  return rows.length > 0 ? { report: { bytes } } : {};
}

/** The names of all buckets but the grader's. */
export async function listLearnerBuckets({ s3 }: Stage): Promise<string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name).filter((name) => name !== ANSWERS_BUCKET);
}

async function countParquetObjects(stage: Stage): Promise<number> {
  const { s3 } = stage;
  let found = 0;
  for (const Bucket of await listLearnerBuckets(stage)) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key, Size = 0 } of Contents.filter(({ Size = 0 }) => Size > 8)) {
      const Range = `bytes=${Size - 4}-${Size - 1}`;
      const end = await ignoreRefusal(s3.send(new GetObjectCommand({ Bucket, Key, Range })));
      if ((await end?.Body?.transformToString()) === "PAR1") found += 1;
    }
  }
  return found;
}

interface QueryAnswer {
  readonly rows?: Row[];
  readonly bytes: number;
  readonly error?: string;
}

/** Runs a query in the learner's database. @returns the rows and the bytes that Athena read, or Athena's error */
async function query(stage: Stage, sql: string): Promise<QueryAnswer> {
  return useClient(new AthenaClient(stage.connection), async (athena) => {
    const started = await ignoreRefusal(
      athena.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          QueryExecutionContext: { Database: "parcels" },
          ResultConfiguration: { OutputLocation: `s3://${ANSWERS_BUCKET}/` },
        }),
      ),
    );
    if (!started) return { bytes: 0, error: "Athena refuses the query" };
    const { QueryExecutionId } = started;
    for (;;) {
      const { QueryExecution: execution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State = "", StateChangeReason = State } = execution?.Status ?? {};
      if (["FAILED", "CANCELLED"].includes(State)) return { bytes: 0, error: StateChangeReason };
      const bytes = execution?.Statistics?.DataScannedInBytes ?? 0;
      if (State === "SUCCEEDED") return { rows: await readRows(athena, QueryExecutionId), bytes };
      await stage.advance(1);
    }
  });
}

async function readRows(athena: AthenaClient, QueryExecutionId: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena }, { QueryExecutionId }))
    rows.push(...(ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue)));
  // The first row has the names of the columns.
  return rows.slice(1);
}
