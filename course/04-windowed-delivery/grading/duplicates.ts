import { AthenaClient } from "@aws-sdk/client-athena";
import { CreateTableCommand, GetTableCommand, GlueClient, type Table } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type Question, type Stage } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { useClient } from "../../givens/given-resources";
import { DATABASE } from "../given/names";
import { queryRows } from "./athena-rows";

/** The table with windows that are there more than once, and the one that the learner's function creates. */
export const SOURCE = "windows_of_the_check";
export const TARGET = "windows_kept";
/** The bucket of both tables' files. */
const BUCKET = "windows-of-the-check";

const COLUMNS = ["componentName", "metricName", "unit", "minValue", "maxValue", "avg", "fromTimestamp", "toTimestamp"];

/** What the learner's function has created. */
export interface UniqueWindows {
  /** The rows, each as text, in alphabetical order; undefined if there is no such table. */
  readonly rows?: readonly string[];
  /** The columns of the source that the new table lacks. */
  readonly missingColumns: readonly string[];
  readonly isParquet: boolean;
  readonly location: string;
  /** The number of rows in the source afterward; undefined if it is gone. */
  readonly sourceRows?: number;
}

export const getUniqueWindows = ({ seen }: Evidence): UniqueWindows => seen["kept"] as UniqueWindows;

/** Windows that differ from another one in a single value, so that no column can be left out of the comparison. */
function createWindows(seed: number): Readonly<Record<string, string | number>>[] {
  const random = seededRandom((seed ^ 0x70ce) >>> 0);
  const first = {
    componentName: "user-service",
    metricName: "cpu",
    unit: "percent",
    minValue: between(random, 100, 199) / 10,
    maxValue: between(random, 500, 599) / 10,
    avg: between(random, 300, 399) / 10,
    fromTimestamp: "2034-01-01T00:00:01.000Z",
    toTimestamp: "2034-01-01T00:00:59.000Z",
  };
  const changed = [
    { componentName: "order-service" },
    { metricName: "ram" },
    { unit: "share" },
    { minValue: first.minValue + 1 },
    { maxValue: first.maxValue + 1 },
    { avg: first.avg + 1 },
    { fromTimestamp: "2034-01-01T00:00:02.000Z" },
    { toTimestamp: "2034-01-01T00:00:58.000Z" },
  ].map((change) => ({ ...first, ...change }));
  return [first, ...changed];
}

/** Creates the table: most windows are in it twice, one of them once and one three times. */
export async function createDuplicates({ connection, s3, seed }: Stage): Promise<void> {
  const windows = createWindows(seed);
  const lines = [...windows, ...windows.slice(1), ...windows.slice(-1)].map((window) => JSON.stringify(window));
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "duplicates/windows", Body: `${lines.join("\n")}\n` }));
  await useClient(new GlueClient(connection), (glue) =>
    glue.send(
      new CreateTableCommand({
        DatabaseName: DATABASE,
        TableInput: {
          Name: SOURCE,
          TableType: "EXTERNAL_TABLE",
          StorageDescriptor: {
            Location: `s3://${BUCKET}/duplicates/`,
            Columns: COLUMNS.map((Name) => ({
              Name: Name.toLowerCase(),
              Type: /Value|avg/.test(Name) ? "double" : "string",
            })),
            InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            OutputFormat: "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
            SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          },
        },
      }),
    ),
  );
}

export const KEEP_ONCE: Question = {
  id: "keep-once",
  name: "keepOnce",
  args: [SOURCE, TARGET, `s3://${BUCKET}/kept/`],
};

/** Reads the table that the learner's function has created. */
export async function lookAtUniqueWindows({
  connection,
  account,
  advance,
}: Stage): Promise<{ readonly kept: UniqueWindows }> {
  const table = await useClient(new GlueClient(connection), (glue) =>
    ignoreRefusal(glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: TARGET }))),
  );
  const { InputFormat = "", Location = "" } = table?.Table?.StorageDescriptor ?? {};
  const missingColumns = listMissingColumns(table?.Table);
  const found = COLUMNS.filter((name) => !missingColumns.includes(name));
  const query = (sql: string) =>
    useClient(new AthenaClient(connection), (athena) => queryRows(athena, sql, { account, advance }));
  const rows = table && (await query(`SELECT ${found.join(", ")} FROM ${TARGET}`));
  const sourceRows = await query(`SELECT count(*) FROM ${SOURCE}`);
  const keptRows = rows
    ?.slice(1)
    .map((row) => row.join(" "))
    .sort();
  return {
    kept: {
      ...(keptRows ? { rows: keptRows } : {}),
      missingColumns,
      isParquet: /parquet/i.test(InputFormat),
      location: Location.replace(/\/?$/, "/"),
      ...(sourceRows ? { sourceRows: Number(sourceRows[1]?.[0]) } : {}),
    },
  };
}

function listMissingColumns(table: Table | undefined): string[] {
  if (!table) return [];
  const columns = [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])];
  const names = new Set(columns.map(({ Name }) => Name));
  return COLUMNS.filter((name) => !names.has(name.toLowerCase()));
}
