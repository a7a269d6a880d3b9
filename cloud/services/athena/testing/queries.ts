import {
  Athena,
  type GetQueryResultsOutput,
  type QueryExecution,
  type StartQueryExecutionInput,
} from "@aws-sdk/client-athena";
import type { TestCloud } from "../../../testing/use-cloud";
import { waitUntil } from "../../../testing/until";

/** The location of the tests' results. */
export const RESULTS = "s3://results/athena/";

/** The steps that Athena's tests share. */
export interface TestQueries {
  readonly client: Athena;
  /** Makes the buckets `results` and `data`, and the database `lab`. */
  setUp(): Promise<void>;
  start(sql: string, input?: Partial<StartQueryExecutionInput>): Promise<string>;
  getExecution(id: string): Promise<QueryExecution>;
  /** Like `setUp` and `finish`, on a cloud whose clock runs by itself. */
  setUpSoon(): Promise<void>;
  finishSoon(sql: string): Promise<QueryExecution>;
  /** Starts a statement, waits until it is over, and returns its final description. */
  finish(sql: string, input?: Partial<StartQueryExecutionInput>): Promise<QueryExecution>;
  /** Runs a statement that must succeed. @returns its rows, with null for NULL; with the header where there is one */
  readRows(sql: string, input?: Partial<StartQueryExecutionInput>): Promise<(string | null)[][]>;
  getResults(
    id: string,
    page?: { readonly MaxResults?: number; readonly NextToken?: string },
  ): Promise<GetQueryResultsOutput>;
  put(path: string, body: string): Promise<void>;
  /** An object's text and its Content-Type; undefined if it does not exist. @param path `bucket/key` or `s3://bucket/key` */
  readObject(path: string): Promise<{ readonly body: string; readonly type: string | undefined } | undefined>;
  listKeys(bucket: string, prefix?: string): Promise<string[]>;
}

const parseLocation = (path: string): { readonly Bucket: string; readonly Key: string } => {
  const [, bucket = "", key = ""] = /^(?:s3:\/\/)?([^/]+)\/(.*)$/.exec(path) ?? [];
  return { Bucket: bucket, Key: key };
};

/** The location of a query's result file. */
export const getOutput = ({ ResultConfiguration: result }: QueryExecution): string => result?.OutputLocation ?? "";

/** The rows of a page, with null for NULL. */
export const getRows = ({ ResultSet: set }: GetQueryResultsOutput): (string | null)[][] =>
  (set?.Rows ?? []).map(({ Data: data }) => (data ?? []).map(({ VarCharValue: value }) => value ?? null));

/** The steps with S3 objects, on a test's cloud. */
function createObjects(cloud: TestCloud): Pick<TestQueries, "put" | "readObject" | "listKeys"> {
  const objects: Pick<TestQueries, "put" | "readObject" | "listKeys"> = {
    async put(path, body) {
      await cloud.s3.putObject({ ...parseLocation(path), Body: body });
    },
    async readObject(path) {
      const location = parseLocation(path);
      if (!(await objects.listKeys(location.Bucket, location.Key)).includes(location.Key)) return undefined;
      const { ContentType: type } = await cloud.s3.headObject(location);
      const { Body: body } = await cloud.s3.getObject(location);
      return { body: (await body?.transformToString()) ?? "", type };
    },
    async listKeys(bucket, prefix) {
      const { Contents: objects = [] } = await cloud.s3.listObjectsV2({ Bucket: bucket, Prefix: prefix });
      return objects.map(({ Key: key = "" }) => key);
    },
  };
  return objects;
}

export function createQueries(cloud: TestCloud): TestQueries {
  const createClient = (): Athena => cloud.createClient(Athena);
  const queries: TestQueries = {
    get client() {
      return createClient();
    },
    async setUp() {
      for (const Bucket of ["results", "data"]) await cloud.s3.createBucket({ Bucket });
      await queries.readRows("CREATE DATABASE lab", { QueryExecutionContext: undefined });
    },
    async start(sql, input) {
      const { QueryExecutionId: id = "" } = await createClient().startQueryExecution({
        QueryString: sql,
        ResultConfiguration: { OutputLocation: RESULTS },
        QueryExecutionContext: { Database: "lab" },
        ...input,
      });
      return id;
    },
    async getExecution(id) {
      const { QueryExecution: execution } = await createClient().getQueryExecution({ QueryExecutionId: id });
      if (execution === undefined) throw new Error("GetQueryExecution answered no query");
      return execution;
    },
    async finish(sql, input) {
      const id = await queries.start(sql, input);
      await cloud.advance(1);
      return queries.getExecution(id);
    },
    async setUpSoon() {
      for (const Bucket of ["results", "data"]) await cloud.s3.createBucket({ Bucket });
      await queries.finishSoon("CREATE DATABASE lab");
    },
    async finishSoon(sql) {
      const id = await queries.start(sql);
      let execution = await queries.getExecution(id);
      // Advancing the clock would wait until every running query is over, an endless one too.
      await waitUntil(async () => {
        execution = await queries.getExecution(id);
        return execution.Status?.State !== "QUEUED" && execution.Status?.State !== "RUNNING";
      });
      if (execution.Status?.State !== "SUCCEEDED") throw new Error(execution.Status?.StateChangeReason);
      return execution;
    },
    async readRows(sql, input) {
      const { QueryExecutionId: id = "", Status: status } = await queries.finish(sql, input);
      if (status?.State !== "SUCCEEDED") throw new Error(`${sql}: ${status?.State}: ${status?.StateChangeReason}`);
      return getRows(await queries.getResults(id));
    },
    getResults: (id, page) => createClient().getQueryResults({ QueryExecutionId: id, ...page }),
    ...createObjects(cloud),
  };
  return queries;
}
