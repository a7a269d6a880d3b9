import { expect } from "chai";
import { translate, type SqlInput, type SqlOutput } from "./translate";

const INPUT: SqlInput = {
  stream: "SOURCE_SQL_STREAM_001",
  source: "trades",
  region: "us-east-1",
  format: { kind: "JSON" },
  from: "TRIM_HORIZON",
  columns: [
    { name: "ticker", type: "VARCHAR(8)", mapping: "$.ticker" },
    { name: "PRICE", type: "REAL", mapping: "$.deal.price" },
  ],
};
const OUTPUT: SqlOutput = {
  stream: "DESTINATION",
  id: "1.1",
  format: "JSON",
  to: { kind: "kinesis", name: "out", region: "us-east-1" },
};
const STREAM = 'CREATE OR REPLACE STREAM "DESTINATION" (ticker VARCHAR(8), "Most" DOUBLE);';
const createPump = (select: string, into = '"DESTINATION"'): string =>
  `${STREAM}\nCREATE OR REPLACE PUMP "P" AS INSERT INTO ${into}\n${select};`;
const createViews = (sql: string): readonly string[] =>
  translate(sql, { inputs: [INPUT], outputs: [] }).statements.slice(2);
const catchProblem = (sql: string): string => {
  try {
    createViews(sql);
  } catch (error) {
    return String(error);
  }
  return "no problem";
};

describe("translation of analytics SQL to Flink SQL", () => {
  it("reads each column by the schema's mapping, and a record's arrival time (KDA-005, KDA-007)", () => {
    const [table, view] = translate("", { inputs: [INPUT], outputs: [] }).statements;
    expect(table)
      .to.include("`arrival` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL")
      .and.include("'stream' = 'trades'");
    expect(view)
      .to.include("CAST(JSON_VALUE(`data`, '$.ticker') AS VARCHAR(8)) AS `ticker`")
      .and.include("TRY_CAST(JSON_VALUE(`data`, '$.deal.price') AS FLOAT) AS `PRICE`");
  });
  it("creates a view from a stream and its pump, folding unquoted names to upper case (KDA-006)", () => {
    expect(
      createViews(
        createPump('SELECT STREAM "ticker", s.price * 2 AS twice FROM "SOURCE_SQL_STREAM_001" s WHERE price > 1'),
      ),
    ).to.deep.equal([
      "CREATE TEMPORARY VIEW `DESTINATION` AS\nSELECT\n  CAST(`ticker` AS VARCHAR(8)) AS `TICKER`,\n" +
        "  CAST(`PRICE` * 2 AS DOUBLE) AS `Most`,\n  `ROWTIME` AS `ROWTIME`\n" +
        "FROM `SOURCE_SQL_STREAM_001`\nWHERE `PRICE` > 1",
    ]);
  });
  for (const step of [
    "STEP(\"SOURCE_SQL_STREAM_001\".ROWTIME BY INTERVAL '1' MINUTE)",
    'FLOOR("SOURCE_SQL_STREAM_001".ROWTIME TO MINUTE)',
  ])
    it(`creates a tumbling window of ${step} (KDA-008)`, () => {
      const select = `SELECT STREAM "ticker", MAX(price) FROM "SOURCE_SQL_STREAM_001" GROUP BY "ticker", ${step} HAVING COUNT(*) > 1`;
      expect(createViews(createPump(select))[0])
        .to.include("FROM TABLE(TUMBLE(TABLE `SOURCE_SQL_STREAM_001`, DESCRIPTOR(`ROWTIME`), INTERVAL '1' MINUTE))")
        .and.include("GROUP BY window_start, window_end, window_time, `ticker`\nHAVING COUNT(*) > 1")
        .and.include("window_time AS `ROWTIME`");
    });
  it("orders views by dependency, and joins the pumps of one stream", () => {
    const second =
      'CREATE STREAM a (x VARCHAR(8)); CREATE PUMP q AS INSERT INTO a SELECT STREAM ticker FROM "DESTINATION";';
    const both = `${second}${createPump('SELECT STREAM "ticker", 1 FROM "SOURCE_SQL_STREAM_001"')}
      CREATE PUMP "P2" AS INSERT INTO "DESTINATION" ("Most") SELECT STREAM price FROM "SOURCE_SQL_STREAM_001";`;
    const [first, next] = createViews(both);
    expect(first)
      .to.include("VIEW `DESTINATION`")
      .and.include("UNION ALL")
      .and.include("CAST(NULL AS VARCHAR(8)) AS `TICKER`");
    expect(next).to.include("VIEW `A`").and.include("FROM `DESTINATION`");
  });
  for (const select of ["ALL *", "s.*", 'ALL "ticker", s.PRICE'])
    it(`selects all columns by ${select}`, () => {
      const [first, plain] = [select, "*"].map((list) =>
        createViews(createPump(`SELECT STREAM ${list} FROM "SOURCE_SQL_STREAM_001" AS s`)),
      );
      expect(first).to.deep.equal(plain);
    });
  it("connects a stream to its destination, and shows each part next to its original", () => {
    const { pairs, statements } = translate(createPump('SELECT STREAM * FROM "SOURCE_SQL_STREAM_001"'), {
      inputs: [INPUT],
      outputs: [OUTPUT],
    });
    expect(statements.at(-1)).to.equal(
      "INSERT INTO `DESTINATION_OUTPUT_1.1`\nSELECT `TICKER`, `Most`\nFROM `DESTINATION`",
    );
    expect(pairs.map(({ from }) => from.split("\n")[0])).to.deep.equal([
      "-- the input SOURCE_SQL_STREAM_001, which reads the stream trades",
      STREAM,
      "-- the output 1.1: DESTINATION is connected to kinesis out",
    ]);
  });
  it("reports records that do not fit the schema, if an output reads the error stream (KDA-010)", () => {
    const { pairs } = translate("", { inputs: [INPUT], outputs: [{ ...OUTPUT, stream: "error_stream" }] });
    const [, errors, output] = pairs.map(({ flink }) => flink.join("\n"));
    expect(errors)
      .to.include("WHERE NOT (`data` IS JSON)")
      .and.include("TRY_CAST(JSON_VALUE(`data`, '$.deal.price') AS FLOAT) IS NULL")
      .and.not.include("$.ticker");
    expect(output).to.include("INSERT INTO `error_stream_OUTPUT_1.1`\nSELECT `ERROR_TIME`, `ERROR_LEVEL`");
  });
  for (const [sql, words] of [
    [
      createPump('SELECT STREAM "ticker", nope FROM "SOURCE_SQL_STREAM_001"'),
      "Column 'NOPE' not found in any table (line 3, column 25)",
    ],
    [
      createPump('SELECT STREAM "ticker" FROM "SOURCE_SQL_STREAM_001"'),
      "selects 1 columns, and the stream DESTINATION takes 2",
    ],
    [createPump('SELECT STREAM 1, 2 FROM "OTHER"'), "There is no stream OTHER"],
    [createPump("SELECT STREAM 1, 2 FROM error_stream"), "cannot be read by SQL: connect an output"],
    [createPump("SELECT STREAM 1, 2 FROM x", "y"), "The stream Y is not created"],
    [createPump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" GROUP BY "ticker"'), "needs one window"],
    [createPump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" WINDOW w AS (RANGE 1)'), "Sliding windows"],
    [createPump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" WINDOWED BY STAGGER (x)'), "Stagger windows"],
    [createPump('SELECT STREAM a.x, 2 FROM "SOURCE_SQL_STREAM_001" AS a JOIN b ON TRUE'), "Joins are not translated"],
    ["SELECT 1", "CREATE is expected, not SELECT (line 1, column 1)"],
    ["CREATE STREAM a (x INTEGER); CREATE PUMP p AS INSERT INTO a SELECT STREAM x FROM a", "circle"],
    ["CREATE STREAM [", "is not understood (line 1, column 15)"],
  ] as const)
    it(`reports position and error: ${words}`, () => expect(catchProblem(sql)).to.include(words));

  const FROM = 'FROM "SOURCE_SQL_STREAM_001" s';
  const MINUTE = "STEP(s.ROWTIME BY INTERVAL '1' MINUTE)";
  /** A pump into the stream of two columns, in its third line. */
  const createTwoColumnPump = (items: string, rest = ""): string =>
    createPump(`SELECT STREAM ${items} ${FROM} ${rest}`);

  for (const [sql, words] of [
    ["CREATE OR STREAM a (x INTEGER)", "REPLACE is expected, not STREAM (line 1, column 11)"],
    ["CREATE", "The statement ends where STREAM or PUMP is expected (line 1, column 1)"],
    [
      "CREATE VIEW v",
      "An SQL application creates STREAMs and PUMPs. The lab cloud does not translate VIEW (line 1, column 8)",
    ],
    ["CREATE STREAM a x", "( is expected, not X (line 1, column 17)"],
    ["CREATE STREAM 'a' (x INTEGER)", "A name is expected, not 'a' (line 1, column 15)"],
    ["CREATE STREAM a (x)", "The column X has no type (line 1, column 18)"],
    ["CREATE STREAM a (x INTEGER", "The statement ends where ) is expected (line 1, column 20)"],
    ["CREATE STREAM a (x INTEGER) y", "Y is not understood here (line 1, column 29)"],
    ["-- one\n/* two\n three */ DROP x", "CREATE is expected, not DROP (line 3, column 11)"],
    [createTwoColumnPump(""), "Something is missing here (line 3, column 16)"],
    [
      createTwoColumnPump("DISTINCT 1, 2"),
      "SELECT DISTINCT is not translated here: GROUP BY a window (line 3, column 1)",
    ],
    [createTwoColumnPump("1, 2", ", b"), "Joins are not translated here: a pump reads one stream (line 3, column 51)"],
    [createTwoColumnPump("1, 2", "ORDER BY 1"), "ORDER BY is not translated here: leave it out (line 3, column 51)"],
    [
      createTwoColumnPump("1, 2", "UNION SELECT 1"),
      "UNION is not translated here: write a second pump into the same stream (line 3, column 51)",
    ],
    [createTwoColumnPump("1, 2", "LIMIT 1"), "LIMIT has no meaning on a stream: leave it out (line 3, column 51)"],
    [createTwoColumnPump(`1, ${MINUTE}`), "STEP is for GROUP BY, and for what a query groups by (line 3, column 18)"],
    [createTwoColumnPump("1, STEP()"), "STEP is for GROUP BY, and for what a query groups by (line 3, column 18)"],
    [
      createTwoColumnPump("1, STEP(s.ROWTIME BY INTERVAL '2' MINUTE)", `GROUP BY ${MINUTE}`),
      "This is not the window of GROUP BY (line 3, column 18)",
    ],
    [
      createTwoColumnPump("1, 2", `GROUP BY ${MINUTE}, FLOOR(s.ROWTIME TO HOUR)`),
      "GROUP BY on a stream needs one window: STEP(… ROWTIME BY INTERVAL '60' SECOND) (line 3, column 1)",
    ],
    ...["'0' MINUTE", "'1' YEAR", "'1' MINUTE x", "1 MINUTE"].map(
      (interval) =>
        [
          createTwoColumnPump("1, 2", `GROUP BY STEP(s.ROWTIME BY INTERVAL ${interval})`),
          "STEP needs an interval such as INTERVAL '60' SECOND, of seconds, minutes, hours or days (line 3, column 60)",
        ] as const,
    ),
    [
      createTwoColumnPump("1, ROWTIME", `GROUP BY ${MINUTE}`),
      "A row of a window has no ROWTIME of its own: use STEP(… ROWTIME …) as in GROUP BY (line 3, column 18)",
    ],
    [createTwoColumnPump("1, x.price"), "There is no stream X in FROM (line 3, column 18)"],
    [
      createPump(`SELECT STREAM 1 ${FROM}`, '"DESTINATION" (z)'),
      "The stream DESTINATION has no column Z (line 3, column 1)",
    ],
  ] as const)
    it(`reports for ${sql.split("\n").at(-1)}: ${words}`, () =>
      expect(catchProblem(sql)).to.equal(`SqlProblem: ${words}`));

  for (const [items, rest, first, second, clauses = ""] of [
    [
      "CASE WHEN price > 1 THEN 'a''b' ELSE \"ticker\" END AS x, ABS(-price) y",
      "",
      "CASE WHEN `PRICE` > 1 THEN 'a''b' ELSE `ticker` END",
      "ABS(- `PRICE`)",
    ],
    ["UPPER(\"ticker\") || '!' z, price * (1 + 2.5) / 3", "", "UPPER(`ticker`) || '!'", "`PRICE` * (1 + 2.5) / 3"],
    [
      's."ticker", FLOOR(price)',
      'WHERE s."ticker" IS NOT NULL AND price BETWEEN 1 AND 2',
      "`ticker`",
      "FLOOR(`PRICE`)",
      "\nWHERE `ticker` IS NOT NULL AND `PRICE` BETWEEN 1 AND 2",
    ],
    ["ROWTIME, APPROXIMATE_ARRIVAL_TIME", "", "`ROWTIME`", "`APPROXIMATE_ARRIVAL_TIME`"],
  ] as const)
    it(`translates ${items} ${rest}`, () => {
      expect(createViews(createTwoColumnPump(items, rest))).to.deep.equal([
        `CREATE TEMPORARY VIEW \`DESTINATION\` AS\nSELECT\n  CAST(${first} AS VARCHAR(8)) AS \`TICKER\`,\n` +
          `  CAST(${second} AS DOUBLE) AS \`Most\`,\n  \`ROWTIME\` AS \`ROWTIME\`\nFROM \`SOURCE_SQL_STREAM_001\`${clauses}`,
      ]);
    });

  it("gives each row of a window its start, and uses the end as the row's time", () => {
    expect(createViews(createTwoColumnPump(`${MINUTE}, COUNT(*)`, `GROUP BY ${MINUTE}`))).to.deep.equal([
      "CREATE TEMPORARY VIEW `DESTINATION` AS\nSELECT\n  CAST(window_start AS VARCHAR(8)) AS `TICKER`,\n" +
        "  CAST(COUNT(*) AS DOUBLE) AS `Most`,\n  window_time AS `ROWTIME`\n" +
        "FROM TABLE(TUMBLE(TABLE `SOURCE_SQL_STREAM_001`, DESCRIPTOR(`ROWTIME`), INTERVAL '1' MINUTE))\n" +
        "GROUP BY window_start, window_end, window_time",
    ]);
  });

  it("reads lines of values from a given time, and writes files if there is no connector", () => {
    const columns = [
      { name: "A", type: "INTEGER" },
      { name: "t", type: "TIMESTAMP" },
      { name: "c", type: "CHAR(2)" },
    ];
    const input: SqlInput = { ...INPUT, format: { kind: "CSV", delimiter: "|" }, from: 1_893_456_000_123, columns };
    const to = { kind: "firehose", name: "it", folder: "/it's" } as const;
    const outputs: readonly SqlOutput[] = [{ stream: INPUT.stream, id: "2.1", format: "CSV", to }];
    const [table, view, files, insert] = translate("", { inputs: [input], outputs }).statements;
    expect(table)
      .to.include("'scan.stream.initpos' = 'AT_TIMESTAMP'")
      .and.include("'scan.stream.initpos-timestamp' = '1893456000.123'");
    expect(view)
      .to.include("  TRY_CAST(SPLIT_INDEX(`data`, '|', 0) AS INTEGER) AS `A`,\n")
      .and.include("  TRY_CAST(SPLIT_INDEX(`data`, '|', 1) AS TIMESTAMP(3)) AS `t`,\n")
      .and.include("  CAST(SPLIT_INDEX(`data`, '|', 2) AS CHAR(2)) AS `c`,\n")
      .and.not.include("IS JSON");
    expect(files)
      .to.include("(\n  `A` INTEGER,\n  `t` TIMESTAMP(3),\n  `c` CHAR(2)\n)")
      .and.include("'path' = '/it''s'")
      .and.include("'format' = 'csv'");
    expect(insert).to.equal(
      "INSERT INTO `SOURCE_SQL_STREAM_001_OUTPUT_2.1`\nSELECT `A`, `t`, `c`\nFROM `SOURCE_SQL_STREAM_001`",
    );
    expect(() => translate("", { inputs: [input], outputs: [{ ...OUTPUT, stream: "NONE" }] })).to.throw(
      "The output's stream NONE is not created by the SQL",
    );
  });
});
