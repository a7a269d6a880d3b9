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
const pump = (select: string, into = '"DESTINATION"'): string =>
  `${STREAM}\nCREATE OR REPLACE PUMP "P" AS INSERT INTO ${into}\n${select};`;
const views = (sql: string): readonly string[] => translate(sql, { inputs: [INPUT], outputs: [] }).statements.slice(2);
const problem = (sql: string): string => {
  try {
    views(sql);
  } catch (error) {
    return String(error);
  }
  return "no problem";
};

describe("SQL of analytics applications in Flink SQL", () => {
  it("reads each column where the schema says it is, and the time at which a record came (KDA-005, KDA-007)", () => {
    const [table, view] = translate("", { inputs: [INPUT], outputs: [] }).statements;
    expect(table)
      .to.include("`arrival` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL")
      .and.include("'stream' = 'trades'");
    expect(view)
      .to.include("CAST(JSON_VALUE(`data`, '$.ticker') AS VARCHAR(8)) AS `ticker`")
      .and.include("TRY_CAST(JSON_VALUE(`data`, '$.deal.price') AS FLOAT) AS `PRICE`");
  });
  it("makes a stream and its pump a view; unquoted names fold, quoted ones do not (KDA-006)", () => {
    expect(
      views(pump('SELECT STREAM "ticker", s.price * 2 AS twice FROM "SOURCE_SQL_STREAM_001" s WHERE price > 1')),
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
    it(`makes a tumbling window of ${step} (KDA-008)`, () => {
      const select = `SELECT STREAM "ticker", MAX(price) FROM "SOURCE_SQL_STREAM_001" GROUP BY "ticker", ${step} HAVING COUNT(*) > 1`;
      expect(views(pump(select))[0])
        .to.include("FROM TABLE(TUMBLE(TABLE `SOURCE_SQL_STREAM_001`, DESCRIPTOR(`ROWTIME`), INTERVAL '1' MINUTE))")
        .and.include("GROUP BY window_start, window_end, window_time, `ticker`\nHAVING COUNT(*) > 1")
        .and.include("window_time AS `ROWTIME`");
    });
  it("orders views by who reads whom, and joins the pumps of one stream", () => {
    const second =
      'CREATE STREAM a (x VARCHAR(8)); CREATE PUMP q AS INSERT INTO a SELECT STREAM ticker FROM "DESTINATION";';
    const both = `${second}${pump('SELECT STREAM "ticker", 1 FROM "SOURCE_SQL_STREAM_001"')}
      CREATE PUMP "P2" AS INSERT INTO "DESTINATION" ("Most") SELECT STREAM price FROM "SOURCE_SQL_STREAM_001";`;
    const [first, next] = views(both);
    expect(first)
      .to.include("VIEW `DESTINATION`")
      .and.include("UNION ALL")
      .and.include("CAST(NULL AS VARCHAR(8)) AS `TICKER`");
    expect(next).to.include("VIEW `A`").and.include("FROM `DESTINATION`");
  });
  it("connects a stream to what it goes to, and shows each part beside what it was", () => {
    const { pairs, statements } = translate(pump('SELECT STREAM * FROM "SOURCE_SQL_STREAM_001"'), {
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
  it("tells of records that are not what the schema says, where an output wants to hear it (KDA-010)", () => {
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
      pump('SELECT STREAM "ticker", nope FROM "SOURCE_SQL_STREAM_001"'),
      "Column 'NOPE' not found in any table (line 3, column 25)",
    ],
    [
      pump('SELECT STREAM "ticker" FROM "SOURCE_SQL_STREAM_001"'),
      "selects 1 columns, and the stream DESTINATION takes 2",
    ],
    [pump('SELECT STREAM 1, 2 FROM "OTHER"'), "There is no stream OTHER"],
    [pump("SELECT STREAM 1, 2 FROM error_stream"), "cannot be read by SQL: connect an output"],
    [pump("SELECT STREAM 1, 2 FROM x", "y"), "The stream Y is not created"],
    [pump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" GROUP BY "ticker"'), "needs one window"],
    [pump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" WINDOW w AS (RANGE 1)'), "Sliding windows"],
    [pump('SELECT STREAM 1, 2 FROM "SOURCE_SQL_STREAM_001" WINDOWED BY STAGGER (x)'), "Stagger windows"],
    [pump('SELECT STREAM a.x, 2 FROM "SOURCE_SQL_STREAM_001" AS a JOIN b ON TRUE'), "Joins are not translated"],
    ["SELECT 1", "CREATE is expected, not SELECT (line 1, column 1)"],
    ["CREATE STREAM a (x INTEGER); CREATE PUMP p AS INSERT INTO a SELECT STREAM x FROM a", "circle"],
    ["CREATE STREAM [", "is not understood (line 1, column 15)"],
  ] as const)
    it(`says where and what is wrong: ${words}`, () => expect(problem(sql)).to.include(words));
});
