import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireFlink } from "../../cloud/flink/testing/with-flink";
import { translate } from "../../cloud/services/kinesisanalyticsv2/model/sql/translate";
import { useCloud } from "../../cloud/testing/use-cloud";
import { probeRows } from "../../course/03-data-collection/grading/query";
import { readPump } from "../../course/03-data-collection/grading/read-pump";
import { SqlParseError } from "../../course/sql/read-sql";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { readRows } from "../../cloud/services/kinesisanalyticsv2/testing/world";
import { describeIfLong } from "../../cloud/testing/skip";

const SEED = 7;
const FIVE = '"first", "last", "gender", "age", "country"';
const COLUMNS = ["first", "last", "gender", "age", "country"];
const STREAM = `("first" VARCHAR(32), "last" VARCHAR(32), "gender" VARCHAR(8), "age" INTEGER, "country" VARCHAR(64));`;

interface Variant {
  readonly list?: string;
  readonly fills?: string;
  readonly from?: string;
  readonly where?: string;
}

/** Right ways to write the pump of exercise 4.5: they take exactly the people aged 21 and older. */
const RIGHT: readonly Variant[] = [
  { where: `WHERE "age" >= 21` },
  { where: `where "age" > 20` },
  { where: `WHERE NOT "age" < 21` },
  { where: `WHERE NOT ("age" <= 20)` },
  { where: `WHERE 21 <= "age"` },
  { where: `WHERE ("age" >= 21) -- adults` },
  { where: `WHERE "age" BETWEEN 21 AND 150` },
  { where: `WHERE "age" NOT BETWEEN 0 AND 20` },
  { where: `WHERE "age" IS NOT NULL AND "age" >= 21` },
  { where: `WHERE "age" - 21 >= 0` },
  { where: `WHERE "age" * 2 > 41` },
  { where: `WHERE "age" / 21 >= 1` },
  { where: `WHERE CAST("age" AS DOUBLE) >= 20.5` },
  { where: `WHERE CAST(CAST("age" AS VARCHAR(3)) AS INTEGER) >= 21` },
  { where: `WHERE "age" NOT IN (0, 1) AND "age" >= 21` },
  { where: `WHERE "SOURCE_SQL_STREAM_001"."age" >= 21` },
  { from: `"SOURCE_SQL_STREAM_001" AS "s"`, where: `WHERE "s"."age" >= 21` },
  { from: `"SOURCE_SQL_STREAM_001" s`, where: `WHERE s."age" >= 21` },
  { where: `WHERE COALESCE("age", 0) >= 21` },
  { list: "*", where: `WHERE "age" >= 21` },
  { list: "s.*", from: `"SOURCE_SQL_STREAM_001" AS s`, where: `WHERE "age" >= 21` },
  { list: `ALL ${FIVE}`, where: `WHERE "age" >= 21` },
  { list: `TRIM("first"), "last", LOWER("gender"), ABS("age"), "country"`, where: `WHERE "age" >= 21` },
  {
    list: `"first" AS "name", "last" "family", "gender", CAST("age" AS INTEGER), "country"`,
    where: `WHERE "age" >= 21`,
  },
  {
    fills: `("country", "age", "gender", "last", "first")`,
    list: `"country", "age", "gender", "last", "first"`,
    where: `WHERE "age" >= 21`,
  },
];

/** Wrong ways: the pump takes other people, mixes up columns, or the service refuses the statement. */
const WRONG: readonly Variant[] = [
  {},
  { where: `WHERE "age" > 21` },
  { where: `WHERE "age" < 21` },
  { where: `WHERE age >= 21` },
  { where: `WHERE "age" >= 21 AND "gender" = 'male'` },
  { where: `WHERE "age" >= 21 OR "gender" = 'female'` },
  { where: `WHERE "age" BETWEEN 22 AND 150` },
  { where: `WHERE "age" IN (21, 22)` },
  { where: `WHERE "age" / 20 >= 1` },
  { where: `WHERE "age" IS NULL` },
  { where: `WHERE CAST("age" AS VARCHAR(3)) >= '21'` },
  { where: `WHERE "person"."age" >= 21` },
  { where: `WHERE "dob" >= 21` },
  { where: `WHERE COALESCE("age", 21) > 21` },
  { list: "person.*", where: `WHERE "age" >= 21` },
  { list: `LOWER("first"), "last", "gender", "age", "country"`, where: `WHERE "age" >= 21` },
  { list: `"last", "first", "gender", "age", "country"`, where: `WHERE "age" >= 21` },
  { list: `"first", "last", "gender", "age"`, where: `WHERE "age" >= 21` },
  { list: `${FIVE}, "age"`, where: `WHERE "age" >= 21` },
  { fills: `(${FIVE})`, list: `${FIVE}, "age"`, where: `WHERE "age" >= 21` },
  { fills: `(${FIVE}, "town")`, list: `${FIVE}, "country"`, where: `WHERE "age" >= 21` },
  { list: `'First1', "last", "gender", "age", "country"`, where: `WHERE "age" >= 21` },
  { list: `CAST("first" AS VARCHAR(3)), "last", "gender", "age", "country"`, where: `WHERE "age" >= 21` },
  { where: `WHERE CAST("first" AS INTEGER) >= 21` },
  { where: `WHERE "age" >= 21 ORDER BY "age"` },
];

const createPump = ({ list = FIVE, fills = "", from = `"SOURCE_SQL_STREAM_001"`, where = "" }: Variant): string =>
  `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA" ${fills}
  SELECT STREAM ${list} FROM ${from} ${where};`;

const PEOPLE = probeRows(SEED);
const ADULTS = PEOPLE.filter(({ age }) => Number(age) >= 21).map((row) => COLUMNS.map((name) => row[name]));

/**
 * The rows that a statement gives by the exercise's check, in the stream's own columns; undefined if the check refuses
 * the statement.
 */
function runByCheck(sql: string): unknown[][] | undefined {
  try {
    const { createRow, columns = COLUMNS } = readPump(sql);
    const rows = PEOPLE.flatMap((row) => {
      const values = createRow(row);
      return values === undefined ? [] : [values];
    });
    if (columns.some((name) => !COLUMNS.includes(name)) || rows.some(({ length }) => length !== 5)) return undefined;
    return rows.map((row) => COLUMNS.map((name) => row[columns.indexOf(name)]));
  } catch (error) {
    if (error instanceof SqlParseError) return undefined;
    throw error;
  }
}

const isRight = (rows: readonly (readonly unknown[])[] | undefined): boolean => {
  const sortRows = (all: readonly (readonly unknown[])[]) => all.map((row) => JSON.stringify(row)).sort();
  return rows !== undefined && JSON.stringify(sortRows(rows)) === JSON.stringify(sortRows(ADULTS));
};

describe("pumps of lab 03, as its check reads them", () => {
  for (const variant of RIGHT) {
    it(`accepts ${createPump(variant).split("\n")[1]?.trim()}`, () => {
      expect(isRight(runByCheck(createPump(variant)))).to.equal(true);
    });
  }
  for (const variant of WRONG) {
    it(`rejects ${variant.fills ?? ""} ${createPump(variant).split("\n")[1]?.trim()}`, () => {
      expect(isRight(runByCheck(createPump(variant)))).to.equal(false);
    });
  }

  // Each pump is its own job.
  describeIfLong("and as Flink runs them", () => {
    requireFlink();
    const cloud = useCloud({ speed: 1 }, "suite");

    it("get the same verdicts", async () => {
      const folder = createTemporaryFolder();
      const file = join(folder, "people");
      writeFileSync(file, PEOPLE.map((row) => `${JSON.stringify(row)}\n`).join(""));
      const reply = await fetch(`${cloud.running.endpoint}/_lab/flink`, { method: "POST" });
      const { gateway } = (await reply.json()) as { gateway: string };
      const differing: string[] = [];
      for (const [variants, right] of [
        [RIGHT, true],
        [WRONG, false],
      ] as const)
        for (const variant of variants) {
          const rows = await runByFlink(createPump(variant), { gateway, file }).catch(() => undefined);
          if (isRight(rows) !== right) differing.push(`${createPump(variant)}: ${JSON.stringify(rows)}`);
        }
      expect(differing).to.deep.equal([]);
    });
  });
});

/** The rows of a pump that the lab cloud translates and Flink runs. @throws Error if either refuses it */
async function runByFlink(
  pump: string,
  { gateway, file }: { readonly gateway: string; readonly file: string },
): Promise<(readonly unknown[])[]> {
  const { statements } = translate(`CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" ${STREAM}\n${pump}`, {
    inputs: [
      {
        stream: "SOURCE_SQL_STREAM_001",
        source: "people",
        region: "us-east-1",
        format: { kind: "JSON" },
        from: "TRIM_HORIZON",
        columns: COLUMNS.map((name) => ({
          name,
          type: name === "age" ? "INTEGER" : "VARCHAR(64)",
          mapping: `$.${name}`,
        })),
      },
    ],
    outputs: [],
  });
  // The same records in a file, so that the query ends.
  const table = `CREATE TEMPORARY TABLE \`SOURCE_SQL_STREAM_001_RECORDS\` (\`data\` STRING,
    \`ROWTIME\` AS CAST(TIMESTAMP '2030-01-01 00:00:00' AS TIMESTAMP(3)), WATERMARK FOR \`ROWTIME\` AS \`ROWTIME\`)
    WITH ('connector' = 'filesystem', 'path' = '${pathToFileURL(file).href}', 'format' = 'raw')`;
  const [rows = []] = await readRows(
    gateway,
    [table, ...statements.slice(1)],
    ["SELECT * FROM `DESTINATION_USER_DATA`"],
  );
  return rows.map((row) => row.slice(0, COLUMNS.length));
}
