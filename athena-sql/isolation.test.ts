import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { openTestEngine } from "./testing/open-test-engine";
import type { Job } from "./process/job";
import { JobRunner } from "./process/run-job";
import { QueryCanceledError, QueryFault } from "./query-engine";
import { waitUntil } from "../cloud/testing/until";

/** Statements that would reach beyond the objects of the catalog if the engine passed them to DuckDB. */
const OUTSIDE: readonly (readonly [sql: string, words: string])[] = [
  ["SELECT * FROM read_csv('/etc/passwd')", "SYNTAX line 1:23: mismatched input '('. Expecting: "],
  ["SELECT read_text('/etc/passwd')", "FUNCTION_NOT_FOUND: line 1:8: Function 'read_text' not registered"],
  ["SELECT * FROM '/etc/passwd'", "SYNTAX line 1:15: mismatched input ''/etc/passwd''. Expecting: "],
  ['SELECT * FROM "/etc/passwd"', "SCHEMA_NOT_FOUND: line 1:15: Schema 'default' does not exist"],
  ['SELECT * FROM "x.csv"', "SCHEMA_NOT_FOUND: line 1:15: Schema 'default' does not exist"],
  ["SELECT * FROM information_schema.tables", "no fault"],
  [
    "SELECT * FROM information_schema.character_sets",
    "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.information_schema.character_sets' does not exist",
  ],
  ["SELECT * FROM duckdb_settings()", "SYNTAX line 1:30: mismatched input '('. Expecting: "],
  ["SELECT * FROM duckdb_settings", "SCHEMA_NOT_FOUND: line 1:15: Schema 'default' does not exist"],
  ["SELECT getenv('HOME')", "FUNCTION_NOT_FOUND: line 1:8: Function 'getenv' not registered"],
  [
    "SELECT current_setting('temp_directory')",
    "FUNCTION_NOT_FOUND: line 1:8: Function 'current_setting' not registered",
  ],
  ["SELECT list_transform(ARRAY[1], x -> x)", "FUNCTION_NOT_FOUND: line 1:8: Function 'list_transform' not registered"],
  ["SELECT fail('X: y')", "FUNCTION_NOT_FOUND: line 1:8: Function 'fail' not registered"],
  ["SELECT 1::integer", "SYNTAX line 1:9: mismatched input ':'. Expecting: "],
  ["SELECT 1; SELECT 2", "SYNTAX line 1:11: mismatched input 'SELECT'. Expecting: "],
  ["COPY (SELECT 1) TO '/tmp/x'", "SYNTAX line 1:1: mismatched input 'COPY'. Expecting: "],
  ["ATTACH '/tmp/x.db'", "SYNTAX line 1:1: mismatched input 'ATTACH'. Expecting: "],
  ["PRAGMA database_list", "SYNTAX line 1:1: mismatched input 'PRAGMA'. Expecting: "],
  ["INSTALL httpfs", "SYNTAX line 1:1: mismatched input 'INSTALL'. Expecting: "],
  ["LOAD httpfs", "SYNTAX line 1:1: mismatched input 'LOAD'. Expecting: "],
  ['SELECT 1 AS "a""; DROP TABLE s1; --"', "no fault"],
  ["SELECT 'a'' || read_text(''/etc/passwd'') || '''", "no fault"],
];

/** A query that runs until it is stopped. */
const ENDLESS =
  "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN UNNEST(sequence(1, 10000)) c(z) WHERE x * y % 7 = z % 11";

describe("Athena engine: isolation", () => {
  const engine = openTestEngine({ memoryMiB: 96, parallel: 2 });
  const readOutcome = async (sql: string): Promise<string> => {
    try {
      await engine.readRows(sql);
      return "no fault";
    } catch (error) {
      if (error instanceof QueryFault || error instanceof QueryCanceledError) return error.message;
      return `SYNTAX ${error instanceof Error ? error.message : String(error)}`;
    }
  };

  for (const [sql, words] of OUTSIDE) {
    it(`blocks ${sql}`, async () => {
      expect((await readOutcome(sql)).slice(0, words.length)).to.equal(words);
    });
  }

  it("returns a string unchanged, even if it contains SQL", async () => {
    expect(await engine.evaluate("'a'' || read_text(''/etc/passwd'') || '''")).to.equal(
      "a' || read_text('/etc/passwd') || '",
    );
  });

  it("stops a canceled query, and runs the next", async () => {
    const stop = new AbortController();
    const running = engine.readRows(ENDLESS, { signal: stop.signal }).catch((error: unknown) => error);
    const beside = await engine.evaluate("1 + 1");
    stop.abort();
    expect(await running).to.be.instanceOf(QueryCanceledError);
    expect([beside, await engine.evaluate("2 + 2")]).to.deep.equal(["2", "4"]);
  });

  it("doesn't run a query that was canceled before its turn", async () => {
    const stops = [new AbortController(), new AbortController(), new AbortController()] as const;
    const running = stops.map(({ signal }) => engine.readRows(ENDLESS, { signal }).catch((error: unknown) => error));
    stops[2].abort();
    expect(await running[2]).to.be.instanceOf(QueryCanceledError);
    for (const stop of stops) stop.abort();
    for (const each of running) expect(await each).to.be.instanceOf(QueryCanceledError);
  });

  it("ends a query that takes too much memory, but not the engine", async () => {
    expect(
      await readOutcome(
        "SELECT cardinality(array_agg(CAST(a.x AS varchar) || repeat_text)) FROM UNNEST(sequence(1, 1000)) a(x) CROSS JOIN UNNEST(sequence(1, 1000)) b(y) CROSS JOIN (SELECT lpad('', 1000, 'x') repeat_text) c",
      ),
    ).to.match(/^EXCEEDED_LOCAL_MEMORY_LIMIT: /);
    expect(await engine.evaluate("1")).to.equal("1");
  });

  (process.platform === "linux" ? it : it.skip)(
    "fails a query whose process is killed, and runs the next (needs Linux's /proc)",
    async () => {
      const running = engine.readRows(ENDLESS).catch((error: unknown) => error);
      await engine.evaluate("1");
      const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8")
        .trim()
        .split(" ")
        .map(Number);
      const killed = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("query-process"));
      for (const pid of killed) process.kill(pid, "SIGKILL");
      expect(String(await running)).to.include("GENERIC_INTERNAL_ERROR: The query's process ended unexpectedly");
      // The idle process was killed too: the next query must wait until the engine knows that. Node takes the ends of several children at
      // once, and tells each in turn: so one turn of the event loop comes first.
      await nextTurn();
      await waitUntil(() => !killed.some((pid) => existsSync(`/proc/${pid}`)));
      expect(await engine.evaluate("1")).to.equal("1");
    },
  );
});

describe("Athena engine: DuckDB's own restrictions", () => {
  const job: Job = {
    sql: "",
    types: [],
    scans: "[]",
    memoryMiB: 64,
    threads: 1,
    temporary: join(tmpdir(), "athena-isolation"),
    bytesCutoff: undefined,
    output: undefined,
  };
  for (const sql of [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/*')",
    "COPY (SELECT 1) TO '/var/tmp/athena-isolation-test'",
    "ATTACH '/var/tmp/athena-isolation-test.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '8GB'",
    "PRAGMA threads = 8",
    "SELECT * FROM read_csv('https://127.0.0.1/x.csv')",
  ]) {
    it(`reject ${sql} even if it reaches DuckDB`, async () => {
      const running = await new JobRunner().run({ ...job, sql });
      const error = await running.readNext().then(
        () => undefined,
        (caught: unknown) => caught,
      );
      running.close();
      expect(String(error)).to.match(
        /file system operations are disabled|configuration has been locked|disabled through configuration|disabled by configuration|Table with name .* does not exist/,
      );
    });
  }
});

describe("Athena engine: the time limit", () => {
  const engine = openTestEngine({ timeoutMs: 300 });

  it("fails a query that takes too long", async () => {
    const error = await engine.readRows(ENDLESS).catch((caught: unknown) => caught);
    expect(String(error)).to.include("EXCEEDED_TIME_LIMIT: ");
  });

  for (const [title, sql] of [
    ["searches by a pattern that goes back and forth", `SELECT regexp_like('${"a".repeat(40)}!', '(a+)+$')`],
    ["replaces by one", `SELECT regexp_replace('${"a".repeat(40)}!', '(a|a)*$', 'x')`],
  ] as const)
    it(`fails a query that ${title}, ends its process, and runs the next`, async () => {
      const failed = await Promise.all(
        // More queries than run at one time.
        Array.from({ length: 6 }, () => engine.readRows(sql).catch((caught: unknown) => caught)),
      );
      for (const error of failed) expect(String(error)).to.include("EXCEEDED_TIME_LIMIT: ");
    });
});

describe("Athena engine: deeply nested statements", () => {
  const engine = openTestEngine();

  it("are rejected in Trino's own words", async () => {
    const createDeep = (depth: number): string => `SELECT ${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(() => engine.engine.parse(createDeep(50_000))).to.throw(
      "line 1:1: statement is too large (stack overflow while parsing)",
    );
    expect(await engine.readRows(createDeep(50))).to.deep.equal([["1"]]);
    const unions = Array.from({ length: 600 }, (_, at) => `SELECT ${at}`).join(" UNION ALL ");
    expect(await engine.readRows(unions).catch(String)).to.include(
      "STACK_OVERFLOW: statement is too large (stack overflow during analysis)",
    );
  });
});

describe("Athena engine: statements that grow as they are analyzed", () => {
  const engine = openTestEngine();
  /** WITH queries, each of which uses the one before it twice. */
  const createChain = (length: number, create: (before: string) => string): string =>
    `WITH a0 AS (SELECT 1 x)${Array.from({ length }, (_, at) => `, a${at + 1} AS (${create(`a${at}`)})`).join("")} SELECT count(*) FROM a${length}`;
  const joinTwice = (before: string): string => `SELECT p.x FROM ${before} p CROSS JOIN ${before} q`;

  for (const [title, create] of [
    ["used twice in a join", joinTwice],
    ["used twice in a UNION", (before) => `SELECT x FROM ${before} UNION ALL SELECT x FROM ${before}`],
    ["whose columns double", (before) => `SELECT p.*, q.* FROM ${before} p CROSS JOIN ${before} q`],
  ] as const satisfies readonly (readonly [string, (before: string) => string])[])
    it(`are rejected if they chain WITH queries ${title}`, async () => {
      const failure = engine.readRows(createChain(40, create)).catch(String);
      expect(await failure).to.match(/QUERY_HAS_TOO_MANY_STAGES: line 1:/);
    });

  it("run if the chain is short", async () => {
    expect(await engine.readRows(createChain(6, joinTwice))).to.deep.equal([["1"]]);
  });
});

(process.platform === "linux" ? describe : describe.skip)("athena engine: the memory of a query's process", () => {
  /** A value of some hundred MiB, which DuckDB's own memory limit allows. */
  const LARGE =
    "cardinality(array_agg(CAST(a.x AS varchar) || repeat_text)) FROM UNNEST(sequence(1, 1000)) a(x) CROSS JOIN UNNEST(sequence(1, 700)) b(y) CROSS JOIN (SELECT lpad('', 1000, 'x') repeat_text) c";
  const watched = openTestEngine({ memoryMiB: 3000, processMiB: 350 });
  const free = openTestEngine({ memoryMiB: 3000 });

  it("is also limited from outside DuckDB: a query whose process takes too much memory is ended, the next one runs, and more memory lets it succeed", async () => {
    expect(await watched.createFailure(LARGE)).to.match(/^EXCEEDED_MEMORY_LIMIT: /);
    expect(await watched.evaluate("1")).to.equal("1");
    expect(await free.evaluate(LARGE)).to.equal("700000");
  });
});
