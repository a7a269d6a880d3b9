import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type AthenaClient,
  type QueryExecution,
} from "@aws-sdk/client-athena";
import { ignoreRefusal, type Stage } from "../../../grader/index";

export const getExecution = async (athena: AthenaClient, id: string): Promise<QueryExecution | undefined> =>
  (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution;

/** The number of looks at the query's state; the cloud's clock advances by a second between two. */
const LOOKS = 60;

/** The rows of a query, with the column names first; undefined if it was refused, or failed. */
export async function readRows(
  athena: AthenaClient,
  QueryExecutionId: string | undefined,
  advance: Stage["advance"],
): Promise<string[][] | undefined> {
  if (QueryExecutionId === undefined) return undefined;
  for (let look = 0; look < LOOKS; look += 1) {
    const state = (await getExecution(athena, QueryExecutionId))?.Status?.State ?? "";
    if (state === "FAILED" || state === "CANCELLED") return undefined;
    if (state === "SUCCEEDED") break;
    await advance(1);
  }
  const found = await ignoreRefusal(athena.send(new GetQueryResultsCommand({ QueryExecutionId })));
  return found?.ResultSet?.Rows?.map(({ Data = [] }) => Data.map(({ VarCharValue = "" }) => VarCharValue));
}
