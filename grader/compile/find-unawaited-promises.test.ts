import { expect } from "chai";
import { findUnawaitedInFunctions, findUnawaitedPromises } from "./find-unawaited-promises";

const SCRIPT = [
  'import { setTimeout as sleep } from "node:timers/promises";',
  "async function tell(station: string): Promise<void> {}",
  "const count = async (): Promise<number> => 1;",
  "function plain(): void {}",
  'import { readFile } from "node:fs/promises";',
  'import * as timers from "node:timers/promises";',
  'import "node:timers/promises";',
  "let later;",
  "const plainly = () => 1;",
  "export default async function () {}",
];
let times = 0;
/** With a comment that no call has had before, since the names of a text are remembered. */
const findUnawaited = (...lines: readonly string[]): string[] =>
  findUnawaitedPromises(lines, [...SCRIPT, `// ${(times += 1)}`]).map(
    (sentence) => /for (.*?)\(…\)/.exec(sentence)?.[1] ?? sentence,
  );

describe("a script's answer that doesn't wait", () => {
  it("is reported for each call whose promise is unused, even in a loop or a branch", () => {
    expect(
      findUnawaited("tell('1');", "for (;;) { sleep(200); }", "if (true) sqs.send(new Command({}));", "count();"),
    ).to.deep.equal(["tell", "sleep", "sqs.send", "count"]);
    expect(findUnawaited("const own = async () => {};", "own();")).to.deep.equal(["own"]);
    expect(findUnawaited("const own = async function () {};", "own();", "own();")).to.deep.equal(["own"]);
    expect(findUnawaited("sqs\n  .send();", "sqs.send(() => 1, command);")).to.deep.equal(["sqs.send"]);
  });
  it("is reported with advice on what is missing", () => {
    expect(findUnawaitedPromises(["sqs.send(command);"], SCRIPT)).to.deep.equal([
      "Nothing waits for sqs.send(…): `await` is missing before it. The next step runs before it's done, and the function may return too early.",
    ]);
  });
  it("is reported if members of an answer are read from the promise", () => {
    expect(
      findUnawaited("const { Failed = 0 } = client.send(command);", "const { Failed } = await client.send(command);"),
    ).to.deep.equal([
      "`await` is missing before client.send(…): without it, { Failed = 0 } is read from a promise, not from the answer.",
    ]);
  });
  it("isn't reported if the promise is awaited, ignored on purpose, or doesn't exist", () => {
    const honest = [
      "await tell('1');",
      "void tell('1');",
      "const received = await sqs.send(command);",
      "const both = [tell('1'), tell('2')]; await Promise.all(both);",
      "sqs.send(command).then(plain, plain);",
      "sqs.send(command, (error) => { plain(); });",
      "sqs.send(command, function (error) { plain(); });",
      "const going = sqs.send(command);",
      "const [one] = sqs.send(command);",
      "const { length } = plainly();",
      "sqs.receive(command);",
      "readFile('a');",
      "timers();",
      "plainly();",
      "plain();",
      "return tell('1');",
      "this is not TypeScript (",
    ];
    expect(findUnawaited(...honest)).to.deep.equal([]);
  });
});

const HANDED_OUT = [
  "await kinesis.send(new ListShardsCommand({}));",
  "await runQuery(DASHBOARD);",
  "const forEach = async (items, work) => { for (const item of items) await work(item); };",
  "await (await open()).close();",
].join("\n");
const findInFunctions = (...lines: readonly string[]): string[] =>
  findUnawaitedInFunctions(lines.join("\n"), HANDED_OUT).map(
    (sentence) => /for (.*?)\(…\)/.exec(sentence)?.[1] ?? sentence,
  );

describe("a function of a cell that doesn't wait", () => {
  it("is reported for each call that the lab's own code awaits", () => {
    expect(
      findInFunctions(
        "const split = async () => {",
        "  for (const id of ids) if (id) kinesis.send(new SplitShardCommand({}));",
        "  runQuery({ sql });",
        "  runQuery({ sql });",
        "};",
      ),
    ).to.deep.equal(["kinesis.send", "runQuery"]);
    expect(findUnawaitedInFunctions("function add() { runQuery(1); }", HANDED_OUT)).to.deep.equal([
      "Nothing waits for runQuery(…): `await` is missing before it. The next step runs before it's done, and the function may return too early.",
    ]);
  });
  it("is reported for a command to AWS, whatever the client is called", () => {
    const answer =
      "const client = new KinesisClient({});\nclient.send(new PutRecordCommand(visit));\nclient.send(visit);";
    expect(findInFunctions(`const recover = async () => {\n${answer}\n};`)).to.deep.equal(["client.send"]);
  });
  it("isn't reported for a promise that is used, or ignored on purpose, nor outside of functions", () => {
    const honest = [
      "const a = async () => { await runQuery(1); return runQuery(2); };",
      "const b = async () => { await Promise.all([runQuery(1), kinesis.send(command)]); };",
      "const c = () => { runQuery(1).then(done, failed); void runQuery(2); };",
      "const d = async () => { const going = runQuery(1); await going; };",
      "const e = async () => { going.push(runQuery(1)); };",
      "const f = () => runQuery(1);",
      "const g = () => { kinesis.send(command, (error) => { log(error); }); };",
      "runQuery(1);",
      "const h = async () => { for (const item of items) going = runQuery(item); };",
    ];
    expect(findInFunctions(...honest)).to.deep.equal([]);
  });
  it("isn't reported for a name that the cell declares, or that the lab's code doesn't await", () => {
    expect(findInFunctions("const runQuery = () => 1;", "const a = () => { runQuery(); };")).to.deep.equal([]);
    expect(findInFunctions("const a = (kinesis) => { kinesis.send(1); };")).to.deep.equal([]);
    expect(findInFunctions("const a = ({ runQuery }) => { runQuery(1); };")).to.deep.equal([]);
    expect(findInFunctions("const a = () => { work(1); log(2); s3.send(3); close(); };")).to.deep.equal([]);
  });
});
