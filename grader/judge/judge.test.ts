import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { createEvidenceView } from "../evidence/view";
import type { RunEvidence } from "../evidence/evidence";
import { exercise, getExercises, it as claim } from "./exercise";
import { formatHint } from "./hint";
import { CheckFault, judge, openExercise } from "./judge";

const run = (streams: string[]): RunEvidence => ({
  cells: [],
  scripts: [],
  seen: {},
  answers: {},
  journal: [],
  end: "done",
  cloud: {
    account: "000000000000",
    buckets: [],
    firehoses: [],
    streams: streams.map((name) => ({ name, status: "ACTIVE", openShards: 1, records: [] })),
  },
});
const createSides = (learner: string[], solution = ["a", "b", "c"]) => ({
  learner: createEvidenceView(run(learner)),
  solution: createEvidenceView(run(solution)),
});

exercise("98-judge.streams", { points: 2, title: "Streams" }, ({ learner, solution }) => {
  for (const { name } of solution.cloud.streams) {
    claim(`makes ${name}`, async () => {
      await Promise.resolve();
      const names = learner.cloud.streams.map((stream) => stream.name);
      const because = names.includes("b") ? undefined : "no b";
      expect(
        names,
        formatHint({ expected: `a stream ${name}`, found: `only ${names.join(", ")}`, look: "the call", because }),
      ).to.include(name);
    });
  }
});
exercise("98-judge.hidden", { points: 1, title: "Hidden" }, ({ learner }) => {
  claim("has a stream", () => {
    expect(learner.cloud.streams, formatHint("Did the cell run?")).to.have.length(1);
  });
  claim.hidden("has stream a", () => {
    expect(learner.cloud.findStream("a")).not.to.equal(undefined);
  });
});
exercise("98-judge.faulty", { points: 1, title: "Faulty" }, () => {
  claim("fails by itself", () => {
    throw new TypeError("our bug");
  });
});
exercise("98-judge.deep", { points: 1, title: "Deep" }, ({ learner }) => {
  claim("is plain", () => {
    expect(learner.seen["deep"]).to.deep.equal([0]);
  });
});
const steps: string[] = [];
exercise("98-judge.slow", { points: 1, title: "Slow" }, () => {
  claim("may take its time", async () => {
    steps.push("begun");
    await sleep(5);
    steps.push("ended");
  });
});
exercise("98-judge.unadvised", { points: 1, title: "Unadvised" }, ({ learner }) => {
  claim("has no stream", () => {
    const [stream] = learner.cloud.streams;
    expect(stream, stream?.name).to.equal(undefined);
  });
});
exercise("98-judge.overlong", { points: 1, title: "Overlong" }, () => {
  claim("makes a list of no length", () => {
    throw new RangeError("Invalid array length");
  });
});
exercise("98-judge-next.other", { points: 1, title: "Another lab's" }, () => undefined);
const declared = getExercises("98-judge");
const [streams, hidden, faulty, deep, slow, unadvised, overlong] = declared;

describe("the judge", () => {
  if (!streams || !hidden || !faulty || !deep || !slow || !unadvised || !overlong)
    throw new Error("The exercises are declared above.");

  it("gives full marks if every claim holds", async () => {
    expect(await judge(streams, createSides(["a", "b", "c", "d"]))).to.deep.equal({
      id: "98-judge.streams",
      title: "Streams",
      score: 2,
      max: 2,
      status: "right",
      claims: ["a", "b", "c"].map((name) => ({ says: `makes ${name}`, holds: true })),
    });
  });

  it("gives each claim its share of the points, and says what was expected, what was found, and where to look", async () => {
    const { score, status, claims } = await judge(streams, createSides(["a", "b"]));
    expect([score, status]).to.deep.equal([1.33, "partial"]);
    expect(claims[2]).to.deep.equal({
      says: "makes c",
      holds: false,
      hint: "Expected: a stream c. Found: only a, b. Look at: the call.",
    });
  });

  it("changes its verdict if the solution's run changes", async () => {
    expect((await judge(streams, createSides(["a", "b"], ["a", "b"]))).status).to.equal("right");
  });

  it("shows the error that stopped the code above all claims, and the claims that weren't reached", async () => {
    const problem = { says: "Your cell stopped: Error: no.", error: "Error: no" };
    const { cause, claims } = await judge(streams, createSides(["a"]), { problem });
    expect(cause).to.equal(problem.says);
    expect(claims.map(({ holds, follows }) => [holds, follows])).to.deep.equal([
      [true, undefined],
      [false, true],
      [false, true],
    ]);
    expect((await judge(streams, createSides(["a", "b", "c"]), { problem })).cause).to.equal(undefined);
  });

  it("gives advice once, however many claims fail for the same reason", async () => {
    const { cause, claims } = await judge(streams, createSides(["a"]));
    expect(cause).to.equal(undefined);
    expect(claims.map(({ follows }) => follows)).to.deep.equal([undefined, undefined, true]);
    expect(claims[1]?.hint).to.equal("Expected: a stream b. Found: only a. Look at: the call.");
    const others = await judge(streams, createSides(["b"]));
    expect(others.claims.map(({ follows }) => follows)).to.deep.equal([undefined, undefined, undefined]);
  });

  it("adds chai's message to advice that only says where to look", async () => {
    expect((await judge(hidden, createSides([]))).claims[0]?.hint).to.equal(
      "Did the cell run? (expected [] to have a length of 1 but got +0)",
    );
  });

  it("leaves hidden claims out of a learner's own check", async () => {
    expect(
      (await judge(hidden, createSides(["b"]), { visibleOnly: true })).claims.map(({ says }) => says),
    ).to.deep.equal(["has a stream"]);
    expect((await judge(hidden, createSides(["b"]))).status).to.equal("partial");
  });

  it("lists the claims of an open exercise as failed", () => {
    const { score, status, claims } = openExercise(streams, createSides([]).solution);
    expect([score, status, claims.filter(({ holds }) => holds)]).to.deep.equal([0, "open", []]);
    expect(claims).to.have.length(3);
  });

  it("reports an error of the check as a fault of its own, not as a failed claim", async () => {
    const outcome = await judge(faulty, createSides([])).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(CheckFault).with.property("message").that.contains("our bug");
    const other = await judge(overlong, createSides([])).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(CheckFault).with.property("message").that.contains("Invalid array length");
  });

  it("treats a value too deep to be compared as wrong, not as a fault of its own", async () => {
    const seen = { deep: JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) as unknown };
    expect(() => {
      expect(seen.deep).to.deep.equal([0]);
    }).to.throw(RangeError);
    const { score, claims } = await judge(deep, {
      ...createSides([]),
      learner: createEvidenceView({ ...run([]), seen }),
    });
    expect([score, claims[0]?.hint]).to.deep.equal([0, "What your code created is nested too deeply to be judged."]);
  });

  it("reports a single remark, whatever the verdict", async () => {
    const { status, remarks } = await judge(streams, createSides(["a", "b", "c"]), { remarks: ["Was that meant?"] });
    expect([status, remarks]).to.deep.equal(["right", ["Was that meant?"]]);
  });

  it("keeps exercises of labs with similar names apart, and refuses one without a claim", async () => {
    const [other, ...more] = getExercises("98-judge-next");
    expect([getExercises("98-judge"), more]).to.deep.equal([declared, []]);
    const outcome = await judge(other ?? streams, createSides([])).catch(String);
    expect(outcome).to.equal("Error: The exercise 98-judge-next.other has no checks.");
  });

  it("refuses two exercises with the same id, and claims outside an exercise", () => {
    openExercise(streams, createSides([]).solution);
    expect(() => {
      exercise("98-judge.streams", { points: 1, title: "Again" }, () => undefined);
    }).to.throw("Two exercises");
    expect(() => {
      claim("alone", () => undefined);
    }).to.throw("outside an exercise");
  });

  it("judges exercises one at a time, and leaves the process unchanged", async () => {
    const countListeners = (): number[] => process.eventNames().map((name) => process.listenerCount(name));
    const before = countListeners();
    await Promise.all([
      judge(slow, createSides([])),
      judge(faulty, createSides([])).catch(String),
      judge(slow, createSides([])),
    ]);
    expect(steps).to.deep.equal(["begun", "ended", "begun", "ended"]);
    expect(countListeners()).to.deep.equal(before);
  });

  it("gives no marks for an exercise whose cell doesn't run, and one cause with the line to correct", () => {
    const { status, score, cause, claims } = openExercise(hidden, createSides([]).solution, {
      broken: 'that in line 5, "}"',
    });
    expect([status, score]).to.deep.equal(["wrong", 0]);
    expect(cause).to.match(
      /^Your saved code doesn't run\. .* syntax error outside of START and END: that in line 5, "}"\.$/,
    );
    expect(claims.filter(({ follows }) => !follows).map(({ hint }) => hint)).to.deep.equal([
      "Correct that line or put it back, run the exercise, and save it.",
    ]);
  });

  it("lists an open exercise's hidden claims, except in a learner's own check", () => {
    const createMessage = (visibleOnly?: boolean) =>
      openExercise(hidden, createSides([]).solution, { visibleOnly }).claims.map((claim) => claim.says);
    expect([createMessage(), createMessage(true)]).to.deep.equal([["has a stream", "has stream a"], ["has a stream"]]);
  });

  it("removes terminal control sequences from messages that aren't advice", async () => {
    const [{ hint: words = "" } = { hint: "" }] = (await judge(unadvised, createSides(["\u001b[31mred"]))).claims;
    expect(words).to.include("red").and.not.include("\u001b");
  });
});
