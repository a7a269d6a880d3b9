import { expect } from "chai";
import { createMutants } from "./mutants";

const createText = (solution: readonly string[]) => ({
  id: "some",
  lines: ["// ### START CODE HERE ###", "return None;", "// ### END CODE HERE ###"],
  slots: [{ exercise: "99.some", stub: ["return None;"], solution }],
  declares: [],
});
const listMutants = (...solution: string[]) => createMutants({ cells: [createText(solution)], scripts: [] });

describe("the mutants of a solution", () => {
  /** Wrong answers of learners that once passed, each with the line of the solution. */
  for (const [title, right, wrong] of [
    ["a number by heart", "const SHARDS = shardsNeeded(1300, 40, 2);", "const SHARDS = 1;"],
    [
      "a call whose result is not used",
      "const SHARDS = shardsNeeded(1300, 40, 2);",
      "shardsNeeded(1300, 40, 2); const SHARDS = 1;",
    ],
    ["a shard's id by heart", "send({ ShardToSplit: id });", 'send({ ShardToSplit: "shardId-000000000001" });'],
    ["one end of a range", "const isBusy = start <= hash && hash <= end;", "const isBusy = hash <= end;"],
    ["the first ten", "send(people.map(toRecord));", "send(people.slice(0, 10).map(toRecord));"],
    ["a look at the first ten", "return unread.includes(id);", "return unread.slice(0, 10).includes(id);"],
    ["a text without its spaces", 'const text = data.toString("utf8");', 'const text = data.toString("utf8").trim();'],
    ["a key without its spaces", "md5.update(key);", "md5.update(key.trim());"],
    [
      "JSON written again",
      'const text = data.toString("utf8");',
      'const text = JSON.stringify(JSON.parse(data.toString("utf8")));',
    ],
    ["JSON with a new line", "send(JSON.stringify(window));", 'send(JSON.stringify(window) + "\\n");'],
    ["0 as no value yet", "min = Math.min(min, value);", "min = Math.min(min || value, value);"],
    [
      "a boundary in SQL",
      'const sql = `SELECT "age" WHERE "age" >= 21`;',
      'const sql = `SELECT "age" WHERE "age" > 21`;',
    ],
    ["SQL without its condition", "run(`SELECT a WHERE b = 'c' ORDER BY d`);", "run(`SELECT a ORDER BY d`);"],
    [
      "SQL with half of its condition",
      "run(`SELECT a WHERE b = 'c' AND ${d}`);",
      "run(`SELECT a WHERE b = 'c' OR ${d}`);",
    ],
    ["SQL in the other order", "run(`SELECT a ORDER BY b DESC`);", "run(`SELECT a ORDER BY b`);"],
    ["SQL with its columns exchanged", 'run("SELECT a, b FROM c");', 'run("SELECT b, a FROM c");'],
  ] as const)
    it(`have ${title}`, () => {
      expect(listMutants("// Above.", right).map(({ answer }) => answer)).to.deep.include(["// Above.", wrong]);
    });

  it("change no SQL where a text has none", () => {
    const kinds = listMutants('say("Look here, and everywhere = now > then DESC");').map(
      ({ key }) => key.split(":")[0],
    );
    expect(kinds).to.not.include("sql").and.to.not.be.empty;
  });

  it("are each another answer than the solution, and have keys of their own", () => {
    const solution = ["const all = people.map(toRecord);", "if (all.length > 0 && isOpen) await send(all);"];
    const mutants = listMutants(...solution);
    expect(mutants).to.have.lengthOf.above(10);
    expect(new Set(mutants.map(({ key }) => key)).size).to.equal(mutants.length);
    expect(new Set([...mutants.map(({ answer }) => answer.join("\n")), solution.join("\n")]).size).to.equal(
      mutants.length + 1,
    );
  });
});
