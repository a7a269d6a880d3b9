import { expect } from "chai";
import { setImmediate as nextTurn } from "node:timers/promises";
import { extract, findQueryError } from "./extract";
import { compileSimpleQuery } from "./simple-query";

const extractFrom = async (query: string, ...records: readonly string[]): Promise<readonly unknown[]> => {
  const found = await extract(
    query,
    records.map((record) => Buffer.from(record)),
  );
  return found.map((extractionResult) =>
    extractionResult.kind === "value" ? createValue(extractionResult.value) : extractionResult,
  );
};
const createValue = (of: unknown): object => ({ kind: "value", value: of });
const createFailed = (reason: string): object => ({ kind: "failed", reason });

describe("Firehose metadata extraction with jq", function () {
  it("returns the query's value for each record", async () => {
    expect(
      await extractFrom(
        '{id:.customer_id, "year":.at|strftime("%Y")}',
        '{"customer_id":"a","at":0}',
        ' {"customer_id":2,"at":86400000}\n',
      ),
    ).to.deep.equal([createValue({ id: "a", year: "1970" }), createValue({ id: 2, year: "1972" })]);
  });
  it("has the functions of jq 1.6 that later versions lack, and takes a comment at the end", async () => {
    // As the tests of jq 1.6 have it (tests/jq.test).
    expect(await extractFrom("{a:[leaf_paths]} # all", '[1,[[2]],{ "a":2}]')).to.deep.equal([
      createValue({ a: [[0], [1, 0, 0], [2, "a"]] }),
    ]);
    expect(await extractFrom("{a:[recurse_down|scalars_or_empty]}", "[1,[2]]")).to.deep.equal([
      createValue({ a: [1, 2] }),
    ]);
    expect(await findQueryError("{a:[leaf_paths]}")).to.equal(undefined);
  });
  it("reports results other than exactly one JSON value (FH-070)", async () => {
    expect(await extractFrom("{a:.a}", "plain", "", '{"a":1}{"a":2}', '{"a":', '{"a":3}')).to.deep.equal([
      { kind: "not json" },
      { kind: "not json" },
      { kind: "not json" },
      { kind: "not json" },
      createValue({ a: 3 }),
    ]);
  });
  it("reports an error only for its own record", async () => {
    expect(await extractFrom("{a:.a.b}", '{"a":{"b":1}}', '{"a":5}', "null", "[1]")).to.deep.equal([
      createValue({ a: 1 }),
      createFailed('Cannot index number with string "b"'),
      createValue({ a: null }),
      createFailed('Cannot index array with string "a"'),
    ]);
  });
  it("distinguishes no value and several values from one value", async () => {
    expect(await extractFrom(".[]", "[]", "[1]", "[1,2]")).to.deep.equal([
      createFailed("The query gave no value."),
      createValue(1),
      createFailed("The query gave several values."),
    ]);
  });
  it("identifies the record that crashes jq, and continues with the others", async () => {
    expect(
      await extractFrom("if .stop then halt else {a:.a} end", '{"a":1}', '{"stop":true}', '{"a":2}', '{"a":3}'),
    ).to.deep.equal([
      createValue({ a: 1 }),
      createFailed("The query ended jq."),
      createValue({ a: 2 }),
      createValue({ a: 3 }),
    ]);
  });
  it("ends a program that loops on a single record", async () => {
    expect(
      await extractFrom("if .loop then last(repeat(1)) else {a:.a} end", '{"a":1}', '{"loop":true}', '{"a":2}'),
    ).to.deep.equal([createValue({ a: 1 }), createFailed("The query did not end in time."), createValue({ a: 2 })]);
  });
  it("lets a program finish, however long the process is held up meanwhile", async () => {
    const running = extractFrom("{a:.a|tostring}", '{"a":1}');
    await nextTurn();
    // As on a busy machine: real time goes by, but no processor time.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    expect(await running).to.deep.equal([createValue({ a: "1" })]);
  });
  it("ends a program whose memory grows on a single record", async () => {
    expect(
      await extractFrom(
        'if .grow then [limit(1e9; repeat("x" * 1000))] | length else {a:.a} end',
        '{"a":1}',
        '{"grow":true}',
        '{"a":2}',
      ),
    ).to.deep.equal([createValue({ a: 1 }), createFailed("The query did not end in time."), createValue({ a: 2 })]);
  });
  it("returns each batch's own results, no matter how many run at once", async () => {
    const batches = Array.from({ length: 6 }, (_, batch) =>
      Array.from({ length: 40 }, (__, n) => `{"id":"${batch}-${n}"}`),
    );
    const found = await Promise.all(batches.map((records) => extractFrom("{id:.id|ascii_upcase}", ...records)));
    expect(found).to.deep.equal(batches.map((records) => records.map((record) => createValue(JSON.parse(record)))));
  });
  it("accepts Unicode, and a comment at the end of the query", async () => {
    expect(await extractFrom("{a:.a} # all", '{"a":"Zürich 日本 😀"}')).to.deep.equal([
      createValue({ a: "Zürich 日本 😀" }),
    ]);
  });

  it("evaluates simple queries without jq, with the same results", async () => {
    const queries = [
      "{a:.a}",
      '{a: .a.b , "c d": ."x\\"y".z}',
      "{a}",
      '{a:.n|strftime("%Y"),b:.n|strftime("%m"),c:.n|strftime("%d"),d:.n|strftime("%H"),e:.n|strftime("%M"),f:.n|strftime("%S")}',
      "{a: .constructor}",
    ];
    const records = [
      "{}",
      "null",
      '{"a":null}',
      '{"a":{"b":[1,{}]},"n":0}',
      '{"a":"1","a":"2","n":1234567890}',
      '{"a":1.50,"n":253402300799}',
      '{"x\\"y":{"z":true},"n":951782400}',
      '{"__proto__":{"a":1},"n":-1}',
      '{"a":12345678901234567890,"n":1.5}',
      '{"n":"x"}',
      "[1]",
      "5",
      "{",
      '{"n":1e20}',
    ];
    for (const query of queries) {
      expect(compileSimpleQuery(query), query).not.to.equal(undefined);
      // One record at a time, so that none is skipped; the appended `| .` forces the query through jq.
      for (const record of records)
        expect(await extractFrom(query, record), `${query} of ${record}`).to.deep.equal(
          await extractFrom(`${query} | .`, record),
        );
    }
  });
  for (const query of [
    "{a:.a|tostring}",
    "{a:.a}|.",
    "{(.a):.b}",
    "{a:.a[0]}",
    "{a:.a?}",
    "{a:$x}",
    "{a:1}",
    "{a:.a,a:.b}",
    "{a:.a # c\n}",
    '{a:.a|strftime("%Y%m")}',
    "{a:.a",
    "{}",
    ".",
    '{"\\(.x)":.a}',
    "{a:.a.}",
    '{"a"}',
    "{@base64:.a}",
  ]) {
    it(`uses jq for ${JSON.stringify(query)}`, () => expect(compileSimpleQuery(query)).to.equal(undefined));
  }

  it("reports syntax errors in jq's words", async () => {
    expect(await findQueryError("{a:.b}")).to.equal(undefined);
    expect(await findQueryError("{a:.b")).to.match(/^syntax error, unexpected/);
    expect(await findQueryError("nothing(.a)")).to.equal("nothing/1 is not defined");
    expect(await findQueryError("1)")).to.match(/syntax error/);
  });
});
