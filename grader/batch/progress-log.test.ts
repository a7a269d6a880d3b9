import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { SubmissionResult } from "../reports/results";
import type { GradedSubmission } from "./messages";
import { readEarlierRun, openProgressLog } from "./progress-log";

const HEAD = { lab: "99-plain", seed: 1, grader: "v", unsafe: false };
const createResult = (id: string): SubmissionResult => ({
  ...{ id, status: "graded", score: 1, max: 4, seconds: 0, exercises: [], notes: [] },
});
const ANNA: GradedSubmission = { result: createResult("anna"), content: "a", prints: [1, 2] };
const BERT: GradedSubmission = {
  ...{ result: createResult("bert"), content: "", prints: [], submitted: "2026-01-01T00:00:00Z" },
  earlier: [{ result: createResult("bert") }],
};

describe("the log of a batch", () => {
  let out: string;
  beforeEach(() => {
    out = join(createTemporaryFolder(), "grades");
  });
  const getLogPath = () => join(out, "progress.jsonl");

  it("returns the last result of each submission to a later run, and counts them", async () => {
    expect(await readEarlierRun(out)).to.equal(undefined);
    const log = await openProgressLog(out, HEAD, true);
    expect([...log.before]).to.deep.equal([]);
    await log.add("anna", { ...ANNA, content: "before" });
    await log.add("anna", ANNA);
    await log.add("bert", BERT);
    expect(await readEarlierRun(out)).to.deep.equal({ ...HEAD, graded: 3 });
    const later = await openProgressLog(out, HEAD, true);
    expect([...later.before]).to.deep.equal([
      ["anna", ANNA],
      ["bert", BERT],
    ]);
    expect(await readEarlierRun(out)).to.deep.equal({ ...HEAD, graded: 2 });
    expect(readdirSync(out)).to.deep.equal(["progress.jsonl"]);
  });

  it("forgets results of another lab, seed or grader, and everything when it starts over", async () => {
    const changes = [{ lab: "98" }, { seed: 2 }, { grader: "w" }, { unsafe: true }, { shard: "1/2" }];
    for (const [change, resume] of [...changes.map((change) => [change, true] as const), [{}, false] as const]) {
      await (await openProgressLog(out, HEAD, false)).add("anna", ANNA);
      const log = await openProgressLog(out, { ...HEAD, ...change }, resume);
      expect([...log.before], JSON.stringify(change)).to.deep.equal([]);
      expect(await readEarlierRun(out)).to.deep.equal({ ...HEAD, ...change, graded: 0 });
    }
  });

  it("drops truncated and invalid lines", async () => {
    await (await openProgressLog(out, HEAD, false)).add("anna", ANNA);
    const entry = { id: "carl", ...ANNA, result: createResult("carl") };
    for (const member of ["id", "result", "content", "prints"])
      appendFileSync(getLogPath(), `${JSON.stringify({ ...entry, [member]: undefined })}\n`);
    appendFileSync(getLogPath(), JSON.stringify(entry).slice(0, 30));
    const log = await openProgressLog(out, HEAD, true);
    expect([...log.before.keys()]).to.deep.equal(["anna"]);
    await log.add("bert", BERT);
    expect(readFileSync(getLogPath(), "utf8").trim().split("\n")).to.have.lengthOf(3);
    expect([...(await openProgressLog(out, HEAD, true)).before.keys()]).to.deep.equal(["anna", "bert"]);
  });

  it("drops entries that were edited so that they no longer add up, to be graded again", async () => {
    const exercise = { id: "e", title: "E", score: 1, max: 4, status: "partial", claims: [] };
    const right = { ...createResult("carl"), exercises: [exercise] };
    const edited: Readonly<Record<string, object>> = {
      "a raised mark": { score: 4 },
      "a mark above the full marks": { score: 5, exercises: [{ ...exercise, score: 5 }] },
      "a mark that is a text": { score: "1" },
      "another learner's id": { id: "anna" },
      "a status of its own": { status: "excellent" },
      "exercises that are no list": { exercises: { 0: exercise } },
      "a claim that is not a claim": { exercises: [{ ...exercise, claims: [null] }] },
      "notes that are numbers": { notes: [1] },
    };
    await openProgressLog(out, HEAD, false);
    const writeAndReadLog = async (changed: object): Promise<string[]> => {
      const line = JSON.stringify({ ...ANNA, id: "carl", result: { ...right, ...changed } });
      writeFileSync(
        getLogPath(),
        `${JSON.stringify(HEAD)}\n${line}\n{"id":"__proto__","__proto__":{"result":{}}}\nnull\n[]\n`,
      );
      return [...(await openProgressLog(out, HEAD, true)).before.keys()];
    };
    expect(await writeAndReadLog({})).to.deep.equal(["carl"]);
    for (const [title, changed] of Object.entries(edited))
      expect(await writeAndReadLog(changed), title).to.deep.equal([]);
  });
});
