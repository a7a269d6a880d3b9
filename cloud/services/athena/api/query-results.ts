import { GetQueryResults$, GetQueryRuntimeStatistics$ } from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import type { Services } from "../../framework/services";
import * as faults from "../model/faults";
import type { StoredExecution } from "../model/stored-execution";
import { readResults } from "../model/results/read-results";
import { describeColumn } from "../model/results/result-files";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { id, pageToken, resultRows, resultType } from "../model/fields";
import { describeTimes } from "./describe-execution";

/** The most rows of a page, the header included. */
const MAX = 1000;

interface PageRequest {
  readonly max: number | undefined;
  readonly token: string | undefined;
  readonly type: "DATA_MANIFEST" | "DATA_ROWS" | undefined;
}

/**
 * A page of a query's results, read from its file in S3. Errors are checked in AWS's order (ATH-004): the query, the
 * size of the page, the query's state, the token.
 *
 * @throws AwsFault InvalidRequestException
 */
async function readResultPage(
  cloud: Services,
  id: string,
  { max = MAX, token, type }: PageRequest,
): Promise<sdk.GetQueryResultsOutput> {
  const execution = cloud.athena.executions.get(id);
  if (max > MAX) throw faults.createTooManyRowsFault(MAX);
  if (execution.state === "FAILED" && execution.byHive) return { ResultSet: { Rows: [] } };
  const { outcome } = execution;
  if (outcome === undefined) throw createRefusal(execution);
  if (type === "DATA_MANIFEST") throw faults.createNotEmulatedFault("the result type DATA_MANIFEST");
  const answer = {
    ...(outcome.updateCount === undefined ? {} : { UpdateCount: outcome.updateCount }),
    metadata: { ColumnInfo: outcome.columns.map(describeColumn) },
  };
  const { rows, next } = await readPage(cloud, execution, { max, token });
  return {
    ...("UpdateCount" in answer ? { UpdateCount: answer.UpdateCount } : {}),
    ResultSet: { Rows: rows.map(describeRow), ResultSetMetadata: answer.metadata },
    // After a full page there is always another, even if that one is empty (measured).
    ...(rows.length < max ? {} : { NextToken: encodeToken(id, next) }),
  };
}

function createRefusal({ state }: StoredExecution): Error {
  if (state === "CANCELLED") return faults.createNoResultsFault();
  return state === "FAILED" ? faults.createDidNotSucceedFault(state) : faults.createNotFinishedFault(state);
}

async function readPage(
  cloud: Services,
  { id, output, resultFile, outcome }: StoredExecution,
  { max, token }: Pick<PageRequest, "token"> & { readonly max: number },
): Promise<{ readonly rows: readonly (readonly (string | null)[])[]; readonly next: number }> {
  const hasRows = resultFile === "csv" || (resultFile === "text" && outcome?.rows !== 0);
  // For a result without rows, any token is accepted (measured).
  if (!hasRows || (resultFile !== "csv" && resultFile !== "text")) return { rows: [], next: 0 };
  const names = outcome?.namesFirst === true && token === undefined ? [outcome.columns.map(({ name }) => name)] : [];
  const page = await readResults(cloud.athena.parts.objects, {
    path: output,
    kind: resultFile,
    from: token === undefined ? 0 : decodePosition(id, token),
    max: max - names.length,
  });
  if (page === undefined) throw faults.createNoResultsFault();
  return { ...page, rows: [...names, ...page.rows] };
}

const describeRow = (row: readonly (string | null)[]): sdk.Row => ({
  Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
});

/** A token is valid for one query; it holds the offset of the next page in the file. */
const encodeToken = (id: string, next: number): string => Buffer.from(JSON.stringify([id, next])).toString("base64");

function decodePosition(id: string, token: string): number {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(token, "base64").toString());
  } catch {
    throw faults.createMalformedResultTokenFault(token);
  }
  const [of, next]: unknown[] = Array.isArray(found) ? found : [];
  if (of !== id || typeof next !== "number" || !Number.isSafeInteger(next) || next < 0)
    throw faults.createMalformedResultTokenFault(token);
  return next;
}

const members = {
  QueryExecutionId: required(id),
  NextToken: optional(pageToken),
  MaxResults: optional(resultRows),
  QueryResultType: optional(resultType),
} satisfies Members<sdk.GetQueryResultsInput>;

export const getQueryResults = operation(
  GetQueryResults$,
  members,
  (cloud, request): Promise<sdk.GetQueryResultsOutput> =>
    readResultPage(cloud, request.QueryExecutionId, {
      max: request.MaxResults,
      token: request.NextToken,
      type: request.QueryResultType,
    }),
);

const statisticsMembers = { QueryExecutionId: required(id) } satisfies Members<sdk.GetQueryRuntimeStatisticsInput>;

/** Times, bytes and rows. AWS also answers the stages of the query plan, which depend on its own engine. */
export const getQueryRuntimeStatistics = operation(
  GetQueryRuntimeStatistics$,
  statisticsMembers,
  (cloud, request): sdk.GetQueryRuntimeStatisticsOutput => {
    const execution = cloud.athena.executions.get(request.QueryExecutionId);
    const { outcome } = execution;
    return {
      QueryRuntimeStatistics: {
        Timeline: describeTimes(execution),
        ...(outcome === undefined
          ? {}
          : {
              Rows: { InputBytes: outcome.bytesScanned, OutputBytes: outcome.bytesReturned, OutputRows: outcome.rows },
            }),
      },
    };
  },
);
