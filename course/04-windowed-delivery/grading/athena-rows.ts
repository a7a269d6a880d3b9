import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  type AthenaClient,
  type QueryExecution,
} from "@aws-sdk/client-athena";
import { ignoreRefusal, type Stage } from "../../../grader/index";
import { DATABASE, getAnswersBucket } from "../given/names";

export const getExecution = async (athena: AthenaClient, id: string): Promise<QueryExecution | undefined> =>
  (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution;

/** The number of looks at the query's state; the cloud's clock advances by a second between two. */
const LOOKS = 60;

/** Runs a query in the lab's database. @returns its rows, with the column names first; undefined if it was refused, or failed */
export async function queryRows(
  athena: AthenaClient,
  QueryString: string,
  { account, advance }: Pick<Stage, "account" | "advance">,
): Promise<string[][] | undefined> {
  const QueryExecutionContext = { Database: DATABASE };
  const ResultConfiguration = { OutputLocation: `s3://${getAnswersBucket(account)}/` };
  const started = await ignoreRefusal(
    athena.send(new StartQueryExecutionCommand({ QueryString, QueryExecutionContext, ResultConfiguration })),
  );
  return started?.QueryExecutionId === undefined ? undefined : readRows(athena, started.QueryExecutionId, advance);
}

async function readRows(
  athena: AthenaClient,
  QueryExecutionId: string,
  advance: Stage["advance"],
): Promise<string[][] | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const state = (await getExecution(athena, QueryExecutionId))?.Status?.State ?? "";
    if (state === "FAILED" || state === "CANCELLED") return undefined;
    if (state === "SUCCEEDED") break;
    await advance(1);
  }
  const found = await ignoreRefusal(athena.send(new GetQueryResultsCommand({ QueryExecutionId })));
  return found?.ResultSet?.Rows?.map(({ Data = [] }) => Data.map(({ VarCharValue = "" }) => VarCharValue));
}
