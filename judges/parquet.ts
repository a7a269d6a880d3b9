import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { Glue } from "@aws-sdk/client-glue";
import { S3 } from "@aws-sdk/client-s3";
import { createClients } from "../bench/clients";
import { installPython } from "../bench/install";
import {
  createOmission,
  createWrong,
  judgeEach,
  PASSED,
  useJudgedCloud,
  type Judge,
  type JudgedCloud,
  type Verdict,
} from "./judge";

const PYARROW = "pyarrow==21.0.0";

/** Prints for each file what pyarrow finds in it: its columns with Hive's types, and an expression of Athena's with its value for each question. */
const SUMMARIZE = `
import glob, json, os, sys
import pyarrow as pa, pyarrow.parquet as pq
t = pa.types
SCALARS = [(t.is_boolean, "boolean"), (t.is_int8, "tinyint"), (t.is_int16, "smallint"), (t.is_uint8, "smallint"), (t.is_int32, "int"), (t.is_uint16, "int"),
  (t.is_int64, "bigint"), (t.is_uint32, "bigint"), (t.is_float16, "float"), (t.is_float32, "float"), (t.is_float64, "double"), (t.is_string, "string"),
  (t.is_binary, "binary"), (t.is_fixed_size_binary, "binary"), (t.is_timestamp, "timestamp"), (t.is_date, "date")]
def hive(of):
    for isKind, name in SCALARS:
        if isKind(of): return name
    if t.is_decimal(of): return f"decimal({of.precision},{of.scale})"
    if t.is_map(of): return f"map<{hive(of.key_type)},{hive(of.item_type)}>"
    if t.is_list(of): return f"array<{hive(of.value_type)}>"
    if t.is_struct(of): return "struct<" + ",".join(f"{field.name}:{hive(field.type)}" for field in of) + ">"
    raise ValueError(f"Hive has no type for {of}")
def ask(field, column):
    name = '"' + field.name.lower() + '"'
    values = [value for value in column.to_pylist() if value is not None]
    yield f"count({name})", len(values)
    if t.is_integer(field.type): yield f"coalesce(sum(CAST({name} AS decimal(38,0))), 0)", sum(values)
    if t.is_string(field.type): yield f"coalesce(sum(length({name})), 0)", sum(map(len, values))
    if t.is_list(field.type) or t.is_map(field.type): yield f"coalesce(sum(cardinality({name})), 0)", sum(map(len, values))
found = []
for path in sorted(glob.glob(os.path.join(sys.argv[1], "data", "*.parquet"))):
    try:
        table = pq.ParquetFile(path).read()
        columns = [(field.name.lower(), hive(field.type).lower()) for field in table.schema]
        questions = [("count(*)", table.num_rows)] + [pair for field in table.schema for pair in ask(field, table.column(field.name))]
        found.append({"path": path, "columns": columns, "questions": [(sql, str(value)) for sql, value in questions]})
    except Exception as error:
        found.append({"path": path, "unread": str(error)})
print(json.dumps(found))
`;

interface Summary {
  readonly path: string;
  readonly columns: readonly (readonly [name: string, hive: string])[];
  readonly questions: readonly (readonly [sql: string, value: string])[];
  /** Why pyarrow can't read the file, or Hive has no type for it. */
  readonly unread?: string;
}

const HIVE = "org.apache.hadoop.hive.ql.io.parquet";

async function openStage(cloud: JudgedCloud) {
  const clients = createClients({ athena: Athena, glue: Glue, s3: S3 }, cloud);
  await clients.s3.createBucket({ Bucket: "judged" });
  await clients.glue.createDatabase({ DatabaseInput: { Name: "judged" } });
  return { ...clients, clock: cloud.clock };
}
type Stage = Awaited<ReturnType<typeof openStage>>;

/** @returns the values that Athena answers, as text, or why the query failed */
async function askAthena(
  { clock, athena, glue, s3 }: Stage,
  table: string,
  { path, columns, questions }: Summary,
): Promise<string[] | string> {
  await s3.putObject({ Bucket: "judged", Key: `${table}/${basename(path)}`, Body: readFileSync(path) });
  const StorageDescriptor = {
    Columns: columns.map(([Name, Type]) => ({ Name, Type })),
    Location: `s3://judged/${table}/`,
    InputFormat: `${HIVE}.MapredParquetInputFormat`,
    OutputFormat: `${HIVE}.MapredParquetOutputFormat`,
    SerdeInfo: { SerializationLibrary: `${HIVE}.serde.ParquetHiveSerDe` },
  };
  const TableInput = { Name: table, TableType: "EXTERNAL_TABLE", StorageDescriptor };
  await glue.createTable({ DatabaseName: "judged", TableInput });
  const { QueryExecutionId } = await athena.startQueryExecution({
    QueryString: `SELECT ${questions.map(([sql]) => `CAST(${sql} AS varchar)`).join(", ")} FROM ${table}`,
    QueryExecutionContext: { Database: "judged" },
    ResultConfiguration: { OutputLocation: "s3://judged/results/" },
  });
  for (;;) {
    const { QueryExecution } = await athena.getQueryExecution({ QueryExecutionId });
    const { State, StateChangeReason = "" } = QueryExecution?.Status ?? {};
    if (State === "FAILED") return StateChangeReason;
    if (State === "SUCCEEDED") break;
    await clock.advance(1);
  }
  const { ResultSet } = await athena.getQueryResults({ QueryExecutionId });
  return (ResultSet?.Rows?.[1]?.Data ?? []).map(({ VarCharValue = "NULL" }) => VarCharValue);
}

async function judgeFile(stage: Stage, at: number, summary: Summary): Promise<Verdict> {
  if (summary.unread !== undefined) return createOmission("pyarrow doesn't read it, or Hive has no type for a column");
  const found = await askAthena(stage, `t${at}`, summary).catch(String);
  if (typeof found === "string") {
    if (/^NOT_SUPPORTED: The lab cloud/.test(found)) return createOmission("refused by name");
    if (/is incompatible with type/.test(found))
      return createOmission("refused, with the file's type and the table's type");
    return createWrong(found);
  }
  const wrong = summary.questions.flatMap(([sql, value], index) =>
    found[index] === value ? [] : [`${sql}: pyarrow ${value}, here ${found[index]}`],
  );
  return wrong.length === 0 ? PASSED : createWrong(wrong.join("; "));
}

/** Lets Athena and pyarrow read the files that Parquet's readers are tested with. */
export const parquet: Judge = {
  name: "parquet",
  title: "whether Athena and pyarrow find the same rows, NULLs, sums and lengths in Parquet files",
  source: "apache/parquet-testing (Apache-2.0)",
  run({ root, folder, endpoint }) {
    const python = join(installPython(join(root, ".labs", "judges", "parquet"), [PYARROW]), "python");
    const output = execFileSync(python, ["-c", SUMMARIZE, folder], { encoding: "utf8", maxBuffer: 2 ** 26 });
    // The border: the program above writes this.
    const summaries = JSON.parse(output) as readonly Summary[];
    return useJudgedCloud({ speed: 0 }, endpoint, async (cloud) => {
      const stage = await openStage(cloud);
      return judgeEach(
        summaries.entries(),
        ([, { path }]) => basename(path),
        ([at, summary]) => judgeFile(stage, at, summary),
      );
    });
  },
};
