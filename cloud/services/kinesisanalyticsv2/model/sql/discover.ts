import type { RecordColumn, SourceSchema } from "@aws-sdk/client-kinesis-analytics-v2";
import { isTooDeep } from "../../../../protocols/bodies";
import { getItemAt } from "../../../../../foundation/item-at";

/** The schema discovered in sampled records. */
interface DiscoveryResult {
  readonly schema: SourceSchema;
  /** The rows as the schema reads them. */
  readonly rows: readonly (readonly string[])[];
}

/** The reserved words of SQL:2003 that data is likely to use as names. A column with such a name gets the prefix `COL_` (KDA-004). */
const RESERVED = new Set(
  (
    "ALL AND ANY ARRAY AS AT BEGIN BETWEEN BIGINT BOTH BY CALL CASE CAST CHAR CHARACTER CHECK CLOSE COLUMN COMMIT CONDITION CONNECT " +
    "CREATE CROSS CURRENT CURSOR DATE DAY DEC DECIMAL DECLARE DEFAULT DELETE DESCRIBE DISTINCT DOUBLE DROP EACH ELEMENT ELSE END " +
    "ESCAPE EVERY EXCEPT EXISTS EXTERNAL FALSE FETCH FILTER FLOAT FLOOR FOR FROM FULL FUNCTION GET GLOBAL GRANT GROUP HAVING HOUR " +
    "IDENTITY IN INNER INSERT INT INTEGER INTERVAL INTO IS JOIN LANGUAGE LEADING LEFT LIKE LOCAL LOWER MATCH MAX MEMBER MERGE METHOD MIN " +
    "MINUTE MOD MODULE MONTH NATURAL NEW NO NOT NULL NUMERIC OF OLD ON ONLY OPEN OR ORDER OUT OUTER OVER PARAMETER PARTITION POSITION " +
    "PRECISION PRIMARY RANGE RANK REAL REF REFERENCES RELEASE RESULT RETURN RIGHT ROLLBACK ROW ROWS SCROLL SEARCH SECOND SELECT SESSION " +
    "SET SIMILAR SMALLINT SOME START STATIC STREAM SUM SYSTEM TABLE THEN TIME TIMESTAMP TO TRAILING TRANSLATE TRIGGER TRUE UNION UNIQUE " +
    "UNKNOWN UPDATE UPPER USER USING VALUE VALUES VARCHAR WHEN WHERE WINDOW WITH WITHIN YEAR ROWTIME"
  ).split(" "),
);

/**
 * Discovers a schema: columns from the paths in JSON, types from the values (KDA-003, KDA-004).
 *
 * @param records texts of at least one record
 * @returns undefined if the records are neither JSON objects nor lines with the same number of commas
 */
export function discover(records: readonly string[]): DiscoveryResult | undefined {
  const objects = records.map(parseObject);
  return objects.every((object) => object !== undefined) ? discoverJson(objects) : discoverCsv(records);
}

/** The maximum number of columns of a schema. @see https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_SourceSchema.html */
const MAX_COLUMNS = 1_000;

type Json = Readonly<Record<string, unknown>>;

function parseObject(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function discoverJson(objects: readonly Json[]): DiscoveryResult | undefined {
  const leaves = objects.map((object) => new Map(listLeaves(object, "$", [])));
  const paths = [...new Map(leaves.flatMap((item) => [...item].map(([path, { name }]) => [path, name] as const)))];
  if (paths.length > MAX_COLUMNS) return undefined;
  const names = createNames(paths.map(([, name]) => name));
  const columns = paths.map(([path], index): RecordColumn => ({
    Name: getItemAt(names, index),
    Mapping: path,
    SqlType: findType(leaves.map((item) => item.get(path)?.value)),
  }));
  return {
    schema: {
      RecordFormat: {
        RecordFormatType: "JSON",
        MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } },
      },
      RecordEncoding: "UTF-8",
      RecordColumns: columns,
    },
    rows: leaves.map((item) => paths.map(([path]) => toText(item.get(path)?.value))),
  };
}

interface Leaf {
  readonly name: string;
  readonly value: unknown;
}

/** The scalar values in JSON, by their paths. Of a list only the first element is used. */
function listLeaves(value: unknown, path: string, names: readonly string[]): [string, Leaf][] {
  if (Array.isArray(value)) return listLeaves(value[0], `${path}[0]`, names);
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inside]) =>
      listLeaves(inside, /^\w+$/.test(key) ? `${path}.${key}` : `${path}['${key}']`, [...names, key]),
    );
  return [[path, { name: names.at(-1) ?? "", value }]];
}

/** Names without bad characters, reserved words and duplicates (KDA-004). */
export function createNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  let nameless = 0;
  return names.map((name) => {
    const clean = name.replaceAll(/[^A-Za-z0-9_]/g, "");
    const plain =
      clean === ""
        ? `COL_${nameless++}`
        : RESERVED.has(clean.toUpperCase()) || /^\d/.test(clean)
          ? `COL_${clean}`
          : clean;
    let unique = plain;
    for (let number = 0; taken.has(unique); number += 1) unique = `${plain}${number}`;
    taken.add(unique);
    return unique;
  });
}

const MAX_INTEGER = 2 ** 31;
const TIMESTAMP = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,3})?$/;
const MIN_LENGTH = 4;

/**
 * The narrowest type that holds all values; a VARCHAR's length is the longest string's, rounded up to a power of two.
 */
export function findType(values: readonly unknown[]): string {
  const there = values.filter((value) => value !== undefined && value !== null);
  if (there.length > 0 && there.every((value) => typeof value === "boolean")) return "BOOLEAN";
  const numbers = there.filter((value) => typeof value === "number");
  if (there.length > 0 && numbers.length === there.length) {
    if (!numbers.every((value) => Number.isSafeInteger(value))) return "DOUBLE";
    return numbers.every((value) => value >= -MAX_INTEGER && value < MAX_INTEGER) ? "INTEGER" : "BIGINT";
  }
  const texts = there.map(toText);
  if (texts.length > 0 && texts.every((text) => TIMESTAMP.test(text))) return "TIMESTAMP";
  const longest = Math.max(MIN_LENGTH, ...texts.map((text) => text.length));
  return `VARCHAR(${2 ** Math.ceil(Math.log2(longest))})`;
}

const toText = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

function discoverCsv(records: readonly string[]): DiscoveryResult | undefined {
  const rows = records.map((record) => record.replace(/\r?\n$/, "").split(","));
  const width = rows[0]?.length ?? 0;
  if (width < 2 || width > MAX_COLUMNS || rows.some((row) => row.length !== width)) return undefined;
  const toNumber = (text: string): unknown =>
    text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  const columns = Array.from({ length: width }, (_, index): RecordColumn => ({
    Name: `COL_${index}`,
    SqlType: findType(rows.map((row) => toNumber(getItemAt(row, index)))),
  }));
  return {
    schema: {
      RecordFormat: {
        RecordFormatType: "CSV",
        MappingParameters: { CSVMappingParameters: { RecordRowDelimiter: "\n", RecordColumnDelimiter: "," } },
      },
      RecordEncoding: "UTF-8",
      RecordColumns: columns,
    },
    rows,
  };
}
