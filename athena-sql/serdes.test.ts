import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf, LONG } from "../cloud/testing/skip";
import { getItemAt } from "../foundation/item-at";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { QueryFault } from "./query-engine";
import { openTestEngine } from "./testing/open-test-engine";
import { queryOver } from "./testing/tables";
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

const formatTitle = ({ columns, properties }: Question, index: number): string =>
  `${index}: ${columns.length > 2 ? "all types" : columns.map(([, type]) => type).join(", ")} ${JSON.stringify(properties)}`;

describe("Athena engine compared with recorded answers of Hive's and OpenX's SerDes", function () {
  this.timeout(LONG ? 900_000 : 600_000);
  const engine = openTestEngine();
  const folder = createTemporaryFolder();
  let files = 0;
  let verdicts: readonly (readonly Verdict[])[] = [];

  before(async () => {
    if (IS_WRITTEN && withoutSerdes !== undefined) throw new Error(withoutSerdes);
    if (IS_WRITTEN) writeFileSync(RECORDED, parseRecorded(await judgeSerdes(questions)));
    verdicts = getVerdicts(readFileSync(RECORDED, "utf8"));
  });

  if (LONG)
    it("uses recordings that match the SerDes' answers today", async function () {
      skipIf(this, withoutSerdes);
      expect(readFileSync(RECORDED, "utf8")).to.equal(parseRecorded(await judgeSerdes(questions)));
    });

  /** The verdicts of the engine on lines, all in one file. */
  async function judgeByEngine(
    { serde, columns, properties }: Question,
    lines: readonly string[],
  ): Promise<readonly Verdict[] | { readonly refused: string }> {
    // The engine remembers the rows of files, which never change.
    const path = join(folder, String((files += 1)));
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    const table = {
      name: "t",
      columns: columns.map(([Name, Type]) => ({ Name, Type })),
      serde,
      serdeProperties: properties,
      files: { "t/file": { path, size: statSync(path).size } },
    };
    try {
      const { sql, ...input } = queryOver(table, "SELECT * FROM t");
      return await engine.readRows(sql, input);
    } catch (error) {
      if (error instanceof QueryFault) return { refused: error.message };
      throw error;
    }
  }

  /**
   * The differences between the engine and a SerDe: lines that the SerDe reads are tested in one query, lines that
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
    const unexplained = differences.filter((difference) => findException(difference) === undefined);
    const taken = unexplained.filter(({ judge }) => !("refused" in judge));
    const rows = await judgeByEngine(
      question,
      taken.map(({ line }) => line),
    );
    const found = taken.map((difference, index): Difference => ({
      ...difference,
      ours: "refused" in rows ? rows : rows[index],
    }));
    for (const [index, item] of unexplained.filter(({ judge }) => "refused" in judge).entries()) {
      if (index % EVERY !== from % EVERY) continue;
      const row = await judgeByEngine(question, [item.line]);
      if (!("refused" in row)) found.push({ ...item, ours: row[0] });
    }
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
