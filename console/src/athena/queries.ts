import { callAws } from "../aws";
import { readPages, createTokenInput } from "../paging";

/** The members of GetQueryExecution's answer that the page shows. */
export interface Execution {
  readonly QueryExecutionId: string;
  readonly Query: string;
  readonly StatementType?: string;
  readonly Status: {
    readonly State: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
    readonly StateChangeReason?: string;
    /** Seconds since the epoch. */
    readonly SubmissionDateTime: number;
  };
  readonly Statistics?: { readonly DataScannedInBytes?: number; readonly TotalExecutionTimeInMillis?: number };
  readonly ResultConfiguration?: { readonly OutputLocation?: string };
}

/** A query to run, and its settings. */
interface QueryRequest {
  readonly sql: string;
  readonly group: string;
  /** The database; empty for none. */
  readonly database: string;
  /** The location of results, `s3://bucket/folder/`; empty if the work group has one. */
  readonly output: string;
}

/** A row of a result. Athena returns all values as text; NULL is undefined. */
export type Row = readonly (string | undefined)[];

/** One page of a result. */
export interface Results {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The token for the next page; undefined at the end. */
  readonly next: string | undefined;
}

export const isRunning = ({ Status: { State } }: Execution): boolean => State === "QUEUED" || State === "RUNNING";

/** The names of all work groups. @throws AwsError */
export async function listWorkGroups(): Promise<readonly string[]> {
  const all = await readPages<{ WorkGroups?: { Name: string }[]; NextToken?: string }>(
    "athena",
    "ListWorkGroups",
    createTokenInput({}),
  );
  return all.flatMap(({ WorkGroups = [] }) => WorkGroups.map(({ Name }) => Name));
}

interface WorkGroup {
  readonly Configuration?: {
    readonly ResultConfiguration?: { readonly OutputLocation?: string };
    readonly EnforceWorkGroupConfiguration?: boolean;
  };
}

/** The location of a work group's results, and whether a query may name another one. @throws AwsError */
export async function readOutput(group: string): Promise<{ readonly place: string; readonly isEnforced: boolean }> {
  const { WorkGroup: found } = await callAws<{ WorkGroup: WorkGroup }>("athena", "GetWorkGroup", { WorkGroup: group });
  return {
    place: found.Configuration?.ResultConfiguration?.OutputLocation ?? "",
    isEnforced: found.Configuration?.EnforceWorkGroupConfiguration ?? false,
  };
}

/** Starts a query. @returns its id @throws AwsError for a syntax error, too */
export async function start({ sql, group, database, output }: QueryRequest): Promise<string> {
  const { QueryExecutionId } = await callAws<{ QueryExecutionId: string }>("athena", "StartQueryExecution", {
    QueryString: sql,
    ClientRequestToken: createToken(),
    WorkGroup: group,
    ...(database === "" ? {} : { QueryExecutionContext: { Database: database } }),
    ...(output === "" ? {} : { ResultConfiguration: { OutputLocation: output } }),
  });
  return QueryExecutionId;
}

/**
 * A client request token, so that a request that is sent twice starts one query. Not by `crypto.randomUUID`, which a
 * page lacks that came by plain HTTP from another machine.
 */
const createToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @throws AwsError */
export const cancel = (id: string): Promise<unknown> =>
  callAws("athena", "StopQueryExecution", { QueryExecutionId: id });

/** @throws AwsError */
export const readExecution = async (id: string): Promise<Execution> =>
  (await callAws<{ QueryExecution: Execution }>("athena", "GetQueryExecution", { QueryExecutionId: id }))
    .QueryExecution;

/** The latest queries of a work group, fifty at most, the last one first. @throws AwsError */
export async function listHistory(group: string): Promise<readonly Execution[]> {
  const { QueryExecutionIds: ids = [] } = await callAws<{ QueryExecutionIds?: string[] }>(
    "athena",
    "ListQueryExecutions",
    {
      WorkGroup: group,
      MaxResults: 50,
    },
  );
  if (ids.length === 0) return [];
  const { QueryExecutions: found } = await callAws<{ QueryExecutions: Execution[] }>(
    "athena",
    "BatchGetQueryExecution",
    {
      QueryExecutionIds: ids,
    },
  );
  const byId = new Map(found.map((execution) => [execution.QueryExecutionId, execution]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface Page {
  readonly ResultSet: {
    readonly Rows: readonly { readonly Data?: readonly { readonly VarCharValue?: string }[] }[];
    readonly ResultSetMetadata?: { readonly ColumnInfo?: readonly { readonly Name: string }[] };
  };
  readonly NextToken?: string;
}

/**
 * A page of a result: a thousand rows at most. The first page of a SELECT begins with the columns' names, which are
 * left out here.
 *
 * @throws AwsError
 */
export async function readResults({ QueryExecutionId, StatementType }: Execution, from?: string): Promise<Results> {
  const { ResultSet, NextToken } = await callAws<Page>("athena", "GetQueryResults", {
    QueryExecutionId,
    MaxResults: 1000,
    ...(from === undefined ? {} : { NextToken: from }),
  });
  const rows = ResultSet.Rows.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
  return {
    columns: (ResultSet.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name),
    rows: StatementType === "DML" && from === undefined ? rows.slice(1) : rows,
    next: NextToken,
  };
}
