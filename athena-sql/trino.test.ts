import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getItemAt, getValueIn } from "../foundation/item-at";
import { LEFT_TO_CI, LONG, skipIf } from "../cloud/testing/skip";
import { compareKnown, type Comparison } from "./testing/trino/compare";
import { judgeByTrino, withoutTrino, type Verdict, judgeByOurEngine } from "./testing/trino/judge";
import { drawQuestions, writtenQuestions, type Question } from "./testing/trino/questions";
import { isStorable, storeValues, type StoredQuery } from "./testing/trino/stored-values";
import { queryOver } from "./testing/tables";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { openTestEngine, createTablelessQuery } from "./testing/open-test-engine";

/** The seed of the queries whose answers are recorded. */
const RECORDED_SEED = "athena beside Trino";
/** The seed of the queries that Trino itself is asked; a long run asks other and more queries. */
const LIVE_SEED = process.env["TRINO_SEED"] ?? (LONG ? "alpha" : "Trino beside Athena");
const LIVE = LONG
  ? { calls: 3, expressions: 900, broken: 600, nested: 600 }
  : { calls: 1, expressions: 60, broken: 60, nested: 30 };
/** Trino's recorded answers, one line for each query. They depend on Trino's version and the seed, so only a long run asks Trino for them again. */
const RECORDED = join(import.meta.dirname, "golden", "trino-435.jsonl");
const IS_WRITTEN = process.env["LABS_WRITE_GOLDEN"] === "1";
const KINDS = [
  ["shown", "answers the examples of all functions as Trino does"],
  ["call", "answers drawn calls of all functions as Trino does"],
  ["expression", "types, converts and refuses expressions as Trino does, in its words and at its places"],
  ["broken", "refuses broken queries at Trino's places, or takes them as Trino does"],
  ["nested", "answers drawn queries of joins, groups, windows and subqueries as Trino does"],
  ["written", "answers or refuses queries of all parts of the language as Trino does"],
] as const;
const IN_ONE_TEST = 40;

/** The questions whose answers are recorded. */
const recordedQuestions = [
  ...drawQuestions(RECORDED_SEED, { calls: 1, expressions: 300, broken: 300, nested: 80 }),
  ...writtenQuestions,
];

describe("Athena engine compared with recorded answers of Trino 435", () => {
  const engine = openTestEngine();
  const questions = recordedQuestions;
  let verdicts: ReadonlyMap<string, Verdict> = new Map();

  before(async () => {
    if (IS_WRITTEN && withoutTrino !== undefined) throw new Error(withoutTrino);
    if (IS_WRITTEN) writeFileSync(RECORDED, await requestVerdicts(questions));
    verdicts = readRecorded(questions);
  });

  if (LONG)
    it("uses recordings that match Trino's answers today", async function () {
      skipIf(this, withoutTrino);
      expect(readFileSync(RECORDED, "utf8")).to.equal(await requestVerdicts(questions));
    });

  for (const [kind, title] of KINDS)
    describe(title, () => {
      const ofKind = questions.filter((question) => question.kind === kind);
      for (const [name, some] of Object.entries(splitParts(ofKind)))
        it(name, async () => {
          const trinos = some.map(({ sql }) => getValueIn(verdicts, sql));
          expect(compareKnown(some, await judgeByEngine(engine.engine, some), trinos).differences).to.deep.equal([]);
        });
    });
});

describe("Athena engine with rows in files, compared with Trino's recorded answers about the same rows", () => {
  const engine = openTestEngine();
  const folder = createTemporaryFolder();
  let verdicts: ReadonlyMap<string, Verdict> = new Map();
  before(() => {
    verdicts = readRecorded(recordedQuestions);
  });
  // The engine has no checksum, and says so.
  const questions = recordedQuestions.filter(
    ({ kind, sql }) => (kind === "nested" || kind === "written") && isStorable(sql) && !sql.includes("checksum"),
  );

  for (const [name, some] of Object.entries(splitParts(questions)))
    it(name, async () => {
      for (const { sql } of some) {
        const verdict = getValueIn(verdicts, sql);
        if ("rows" in verdict) await compareStored(storeValues(sql, folder), verdict.rows);
      }
    });

  /** Compares the query's rows, their number, and each of its columns alone, for which the engine reads other columns of the files. */
  async function compareStored({ sql, tables }: StoredQuery, rows: Rows): Promise<void> {
    const columns = (rows[0] ?? []).map((_value, at) => `k${at + 1}`);
    // Its order would need all columns.
    const named = `(${sql.replace(LAST_ORDER, "")}) AS q${columns.length === 0 ? "" : ` (${columns.join(", ")})`}`;
    const expected: [string, Rows][] = [
      [sql, rows],
      [`SELECT count(*) FROM ${named}`, [[String(rows.length)]]],
      ...columns.map((column, at): [string, Rows] => [
        `SELECT ${column} FROM ${named}`,
        rows.map((row) => [getItemAt(row, at)]),
      ]),
    ];
    for (const [query, answer] of expected) {
      const found = await judgeByOurEngine(engine.engine, queryOver(tables, query));
      expect("rows" in found ? sortRows(found.rows) : found, query).to.deep.equal(sortRows(answer));
    }
  }
});

/** The order of a query's rows where it doesn't decide which rows there are. */
const LAST_ORDER = / ORDER BY (?!.*\b(?:LIMIT|OFFSET|FETCH)\b)[^()]*$/;

type Rows = readonly (readonly (string | null)[])[];

const sortRows = (rows: Rows): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Questions in parts of some seconds at most, each with a title: by what they are about, or one after the other. */
function splitParts(questions: readonly Question[]): Record<string, Question[]> {
  const parts: Record<string, Question[]> = {};
  for (const [at, question] of questions.entries()) {
    const first = at - (at % IN_ONE_TEST) + 1;
    const title = question.kind === "written" ? `about ${question.name}` : `${first} to ${first + IN_ONE_TEST - 1}`;
    (parts[title] ??= []).push(question);
  }
  return parts;
}

describe(`Athena engine compared with Trino 435, seed "${LIVE_SEED}"`, function () {
  this.timeout(LONG ? 1_800_000 : 600_000);
  const engine = openTestEngine();
  let comparison: Comparison | undefined;

  before(async function () {
    skipIf(this, LEFT_TO_CI ?? withoutTrino);
    // The examples are the same for each seed, and their answers are recorded.
    const questions = drawQuestions(LIVE_SEED, LIVE).filter(({ kind }) => kind !== "shown");
    const ours = await judgeByEngine(engine.engine, questions);
    const isLikelyFine = (sql: string, at: number): boolean =>
      getItemAt(questions, at).kind !== "broken" && !sql.includes(" FROM ") && "rows" in getItemAt(ours, at);
    const trinos = await judgeByTrino(
      questions.map(({ sql }) => sql),
      isLikelyFine,
    );
    comparison = compareKnown(questions, ours, trinos);
  });

  judgeQueries(() => comparison, ["call", "expression", "broken", "nested"]);
});

/** Tests for each of these kinds that each difference has an accepted reason. */
function judgeQueries(comparison: () => Comparison | undefined, kinds: readonly Question["kind"][]): void {
  for (const [kind, title] of KINDS)
    if (kinds.includes(kind))
      it(title, () => {
        expect(comparison()?.differences.filter((difference) => difference.kind === kind)).to.deep.equal([]);
      });
}

async function judgeByEngine(
  engine: Parameters<typeof judgeByOurEngine>[0],
  questions: readonly Question[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { sql } of questions) verdicts.push(await judgeByOurEngine(engine, createTablelessQuery(sql)));
  return verdicts;
}

/** Asks Trino, and writes its answers in the format of the golden file. */
async function requestVerdicts(questions: readonly Question[]): Promise<string> {
  const verdicts = await judgeByTrino(questions.map(({ sql }) => sql));
  return verdicts.map((verdict, at) => `${JSON.stringify([questions[at]?.sql, verdict])}\n`).join("");
}

/** The recorded answers of Trino, by query. @throws Error if one of these queries is not among them */
function readRecorded(questions: readonly Question[]): ReadonlyMap<string, Verdict> {
  // The border: this test writes these lines.
  const lines = readFileSync(RECORDED, "utf8").trim().split("\n");
  const verdicts = new Map(lines.map((line) => JSON.parse(line) as [string, Verdict]));
  const missing = questions.filter(({ sql }) => !verdicts.has(sql));
  expect(missing, "`npm run golden -- athena-sql` asks Trino about these").to.deep.equal([]);
  return verdicts;
}
