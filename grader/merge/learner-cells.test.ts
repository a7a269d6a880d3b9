import { expect } from "chai";
import { skeletons } from "../testing/course-skeletons";
import {
  answerTo,
  createSolvedNotebook,
  findAnswers,
  findBelow,
  findText,
  getStub,
  listMissed,
  replaceCells,
} from "../testing/notebook-answers";
import { removeComments } from "./code-words";

const [lab01, lab02] = skeletons;

describe("finding answers in a learner's own cells", () => {
  it("counts an answer in a cell of its own next to the exercise, with a note", () => {
    for (const [lab, id] of [
      [lab01, "create-cli-stream"],
      [lab01, "account-id"],
      [lab01, "create-buckets"],
      [lab02, "minute"],
      [lab02, "partition-keys"],
      [lab02, "year-slip"],
    ] as const) {
      const exercise = findText(lab, id).exercise ?? "";
      for (const cells of [
        [getStub(lab, id), answerTo(lab, id)],
        ...(id === "minute" ? [] : [[answerTo(lab, id), getStub(lab, id)]]),
      ]) {
        const answers = findAnswers(lab, replaceCells(lab, id, ...cells));
        expect(listMissed(lab, answers), id).to.deep.equal([]);
        expect(answers.notes.join(" "), id).to.match(new RegExp(`Found in another cell.*${exercise}`));
      }
    }
  });

  it("counts two cells next to the exercise if they are its two statements, and otherwise doesn't guess", () => {
    const [usa = "", international = ""] = (findText(lab01, "create-buckets").slots[0]?.solution ?? []).filter((line) =>
      line.startsWith("await"),
    );
    const stub = getStub(lab01, "create-buckets");
    const two = findAnswers(
      lab01,
      replaceCells(lab01, "create-buckets", stub, createSolvedNotebook(usa), createSolvedNotebook(international)),
    );
    expect(two.bodies.get("create-buckets")).to.deep.equal([[usa, international]]);
    const three = findAnswers(
      lab01,
      replaceCells(
        lab01,
        "create-buckets",
        stub,
        createSolvedNotebook(usa),
        createSolvedNotebook(international),
        createSolvedNotebook(usa),
      ),
    );
    expect(three.bodies.get("create-buckets")).to.deep.equal([undefined]);
    expect(three.notFound.get("01-streaming-ingestion.create-buckets")).to.equal("3 cells may hold its answer");
  });

  it("counts two cells that each declare a name of the answer, and says so if one of them is missing", () => {
    for (const [lab, id] of [
      [lab02, "null-key"],
      [lab02, "partitioned-table"],
      [skeletons[2], "launch"],
      [skeletons[2], "parquet"],
      [skeletons[3], "prefixes"],
      [skeletons[3], "table"],
      [skeletons[3], "partitions"],
    ] as const) {
      const [{ exercise = "", solution = [] } = {}] = findText(lab, id).slots;
      const code = removeComments(solution);
      const at = code.findLastIndex((line) => line.startsWith("const "));
      const [first, second] = [code.slice(0, at), code.slice(at)].map((lines) => createSolvedNotebook(...lines));
      if (!first || !second) throw new Error(`${id} declares one name.`);
      const joined = findAnswers(lab, replaceCells(lab, id, getStub(lab, id), first, second));
      expect(joined.bodies.get(id), id).to.deep.equal([code]);
      expect(joined.notes.join(" "), id).to.match(new RegExp(`Found in another cell.*${exercise}`));
      const half = findAnswers(lab, replaceCells(lab, id, getStub(lab, id), second));
      expect(half.bodies.get(id), id).to.deep.equal([undefined]);
      expect(half.notFound.get(exercise), id).to.equal("cells next to it have only a part of its answer");
    }
  });

  it("counts the last version of an answer to an exercise without given code, and says so", () => {
    for (const [lab, id] of [
      [lab01, "recover-visits"],
      [lab02, "schedule"],
      [lab02, "failures"],
      [skeletons[4], "put-sales"],
    ] as const) {
      const text = findText(lab, id);
      const [{ exercise = "", solution = [] } = {}] = text.slots;
      const wrong = solution.map((line) => line.replace(/"\w[^"]*"/, '"wrong"').replace(/\d+/, "7"));
      const trial = ["await listResources();"];
      const { bodies, notes } = findBelow(lab, text, { inside: undefined, cells: [wrong, trial, solution, trial] });
      expect(bodies.get(id)?.[0], id).to.deep.equal(solution);
      expect(notes.join(), id).to.contain(`${exercise}: 2 of your own cells may hold the answer; the last one counts.`);
      const reversed = findBelow(lab, text, { inside: undefined, cells: [solution, trial] });
      expect(reversed.bodies.get(id)?.[0], id).to.deep.equal(solution);
    }
  });

  it("joins an answer in two cells below its exercise, and says so if only the first part is inside", () => {
    for (const [lab, id, from] of [
      [lab02, "failures", "CloudWatchClient"],
      [lab02, "minute", "FirehoseClient"],
    ] as const) {
      const text = findText(lab, id);
      const [{ exercise = "", solution = [] } = {}] = text.slots;
      const code = removeComments(solution);
      const at = code.findIndex((line) => line.includes(from));
      const parts = [code.slice(0, at), code.slice(at)];
      const joined = findBelow(lab, text, { inside: undefined, cells: parts });
      expect(joined.bodies.get(id)?.[0], id).to.deep.equal(code);
      expect(joined.notes.join(), id).to.contain("2 of them count together");
      const half = findBelow(lab, text, { inside: parts[0], cells: [parts[1] ?? []] });
      expect(half.bodies.get(id)?.[0], id).to.deep.equal(parts[0]);
      expect(half.notes.join(), id).to.contain(`${exercise}: your own cell below it, which begins with`);
      const whole = findBelow(lab, text, { inside: code, cells: [["await listResources();"], parts[1] ?? []] });
      expect(whole.notes, id).to.deep.equal([]);
    }
  });

  it("says that a cell isn't counted that has the last statement of an answer", () => {
    for (const [lab, id, from] of [
      [lab01, "create-buckets", "INTERNATIONAL_BUCKET"],
      [lab02, "null-key", "const repaired"],
      [lab02, "year-slip", "await firehose"],
      [skeletons[2], "launch", "const CAPABILITIES"],
    ] as const) {
      const text = findText(lab, id);
      const [{ exercise = "", solution = [] } = {}] = text.slots;
      const at = solution.findIndex((line) => line.includes(from));
      const [inside, rest] = [solution.slice(0, at), solution.slice(at)];
      const { bodies, notes } = findBelow(lab, text, { inside, cells: [rest] });
      expect(bodies.get(id)?.[0], id).to.deep.equal(inside);
      expect(notes.join(), id).to.contain(`${exercise}: your own cell below it, which begins with`);
      expect(findBelow(lab, text, { inside: solution, cells: [rest] }).notes, id).to.deep.equal([]);
    }
  });

  it("counts none of several answers below a remark, and says so", () => {
    const usa = findText(lab01, "create-buckets").slots[0]?.solution ?? [];
    const inside = ['console.log("see below");'];
    const { bodies, notFound } = findBelow(lab01, findText(lab01, "create-buckets"), { inside, cells: [usa, usa] });
    expect(bodies.get("create-buckets")).to.deep.equal([undefined]);
    expect(notFound.get("01-streaming-ingestion.create-buckets")).to.equal("2 cells may hold its answer");
  });

  it("ignores a learner's experiments, which leave the exercise open", () => {
    const trial = createSolvedNotebook('console.log("hello");', "await listResources({ prefix: CLI_STREAM });");
    const answers = findAnswers(
      lab01,
      replaceCells(lab01, "create-cli-stream", getStub(lab01, "create-cli-stream"), trial),
    );
    expect(answers.bodies.get("create-cli-stream")).to.deep.equal([undefined]);
    expect(answers.notFound.size).to.equal(0);
  });
});
