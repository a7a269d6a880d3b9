import { expect } from "chai";
import { findUnawaitedInFunctions } from "./find-unawaited-in-functions";

const HANDED_OUT = [
  "await kinesis.send(new ListShardsCommand({}));",
  "await runQuery(DASHBOARD);",
  "const forEach = async (items, work) => { for (const item of items) await work(item); };",
  "await (await open()).close();",
].join("\n");
const findUnawaited = (...lines: readonly string[]): string[] =>
  findUnawaitedInFunctions(lines.join("\n"), HANDED_OUT).map(
    (sentence) => /for (.*?)\(…\)/.exec(sentence)?.[1] ?? sentence,
  );

describe("a function of a cell that doesn't wait", () => {
  it("is reported for each call that the lab's own code awaits", () => {
    expect(
      findUnawaited(
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
    expect(findUnawaited(`const recover = async () => {\n${answer}\n};`)).to.deep.equal(["client.send"]);
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
    expect(findUnawaited(...honest)).to.deep.equal([]);
  });
  it("isn't reported for a name that the cell declares, or that the lab's code doesn't await", () => {
    expect(findUnawaited("const runQuery = () => 1;", "const a = () => { runQuery(); };")).to.deep.equal([]);
    expect(findUnawaited("const a = (kinesis) => { kinesis.send(1); };")).to.deep.equal([]);
    expect(findUnawaited("const a = ({ runQuery }) => { runQuery(1); };")).to.deep.equal([]);
    expect(findUnawaited("const a = () => { work(1); log(2); s3.send(3); close(); };")).to.deep.equal([]);
  });
});
