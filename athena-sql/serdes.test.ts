import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf, LONG } from "../cloud/testing/skip";
import { getItemAt } from "../foundation/item-at";
import { useCloud } from "../cloud/testing/use-cloud";
import { createQueries } from "../cloud/services/athena/testing/queries";
import {
  judgeSerdes,
  withoutSerdes,
  type Verdict,
  findException,
  type Difference,
} from "../foundation/testing/serdes/judge";
import { CSV, DELIMITED, HIVE_JSON, OPENX, questions, type Question } from "../foundation/testing/serdes/questions";
import { parseRecorded, getVerdicts } from "../foundation/testing/serdes/recorded";

/** A line that a SerDe refuses needs a query of its own: of these lines, every `EVERY`th is tested. */
const EVERY = LONG ? 1 : 23;

const RECORDED = join(import.meta.dirname, "golden", "serdes.jsonl");
const IS_WRITTEN = process.env["LABS_WRITE_GOLDEN"] === "1";
const TITLES = {
  [OPENX]: "JSON as OpenX's SerDe does",
  [HIVE_JSON]: "JSON as Hive's own SerDe does",
  [DELIMITED]: "delimited text as LazySimpleSerDe does",
  [CSV]: "CSV as OpenCSVSerde does",
};

const formatLiteral = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const formatTitle = ({ columns, properties }: Question, index: number): string =>
  `${index}: ${columns.length > 2 ? "all types" : columns.map(([, type]) => type).join(", ")} ${JSON.stringify(properties)}`;

describe("Athena engine compared with recorded answers of Hive's and OpenX's SerDes", function () {
  this.timeout(LONG ? 900_000 : 600_000);
  const cloud = useCloud({}, "suite");
  const athena = createQueries(cloud);
  let verdicts: readonly (readonly Verdict[])[] = [];

  before(async () => {
    if (IS_WRITTEN && withoutSerdes !== undefined) throw new Error(withoutSerdes);
    if (IS_WRITTEN) writeFileSync(RECORDED, parseRecorded(await judgeSerdes(questions)));
    verdicts = getVerdicts(readFileSync(RECORDED, "utf8"));
    await athena.setUp();
  });

  if (LONG)
    it("uses recordings that match the SerDes' answers today", async function () {
      skipIf(this, withoutSerdes);
      expect(readFileSync(RECORDED, "utf8")).to.equal(parseRecorded(await judgeSerdes(questions)));
    });

  /** Makes the table of a question. @returns the key of the table's file */
  async function createTable({ serde, columns, properties }: Question): Promise<string> {
    const propertyList = Object.entries(properties).map(
      ([name, value]) => `${formatLiteral(name)}=${formatLiteral(value)}`,
    );
    const withProperties = propertyList.length === 0 ? "" : ` WITH SERDEPROPERTIES (${propertyList.join(", ")})`;
    await athena.readRows(
      `CREATE EXTERNAL TABLE t (${columns.map(([name, type]) => `${name} ${type}`).join(", ")}) ROW FORMAT SERDE '${serde}'${withProperties} LOCATION 's3://data/t/'`,
    );
    return "data/t/file";
  }

  /** The verdicts of the lab cloud on lines, all written into one file. */
  async function judgeByLabCloud(
    file: string,
    lines: readonly string[],
  ): Promise<readonly Verdict[] | { readonly refused: string }> {
    await athena.put(file, lines.map((line) => `${line}\n`).join(""));
    const execution = await athena.finish("SELECT * FROM t");
    if (execution.Status?.State !== "SUCCEEDED") return { refused: execution.Status?.StateChangeReason ?? "" };
    const rows: Verdict[] = [];
    let token: string | undefined;
    do {
      const page = await athena.getResults(
        execution.QueryExecutionId ?? "",
        token === undefined ? {} : { NextToken: token },
      );
      rows.push(
        ...(page.ResultSet?.Rows ?? []).map(({ Data: data }) => (data ?? []).map((cell) => cell.VarCharValue ?? null)),
      );
      token = page.NextToken;
    } while (token !== undefined);
    return rows.slice(1);
  }

  /**
   * The differences between the lab cloud and a SerDe: lines that the SerDe reads are tested in one query, lines that
   * it refuses one by one.
   */
  async function findDifferences(
    question: Question,
    judged: readonly Verdict[],
    from: number,
  ): Promise<readonly Difference[]> {
    const differences = question.lines.map((line, index): Difference => {
      const position = Number(/^\{"c(\d+)"/.exec(line)?.[1] ?? 0);
      return {
        serde: question.serde,
        type: getItemAt(question.columns, position)[1],
        line,
        judge: getItemAt(judged, index),
        ours: undefined,
      };
    });
    const file = await createTable(question);
    const unexplained = differences.filter((difference) => findException(difference) === undefined);
    const taken = unexplained.filter(({ judge }) => !("refused" in judge));
    const rows = await judgeByLabCloud(
      file,
      taken.map(({ line }) => line),
    );
    const found = taken.map((difference, index): Difference => ({
      ...difference,
      ours: "refused" in rows ? rows : rows[index],
    }));
    for (const [index, item] of unexplained.filter(({ judge }) => "refused" in judge).entries()) {
      if (index % EVERY !== from % EVERY) continue;
      const row = await judgeByLabCloud(file, [item.line]);
      if (!("refused" in row)) found.push({ ...item, ours: row[0] });
    }
    await athena.readRows("DROP TABLE t");
    return found.filter(
      (difference) =>
        JSON.stringify(difference.judge) !== JSON.stringify(difference.ours) && findException(difference) === undefined,
    );
  }

  for (const [serde, title] of Object.entries(TITLES))
    describe(`reads ${title} (ATH-022)`, () => {
      for (const [index, question] of questions.entries())
        if (question.serde === serde)
          it(formatTitle(question, index), async () => {
            expect(await findDifferences(question, getItemAt(verdicts, index), index)).to.deep.equal([]);
          });
    });
});
