import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { evidenceView } from "../evidence/view";
import type { RunEvidence } from "../evidence/evidence";
import { exercise, exercisesOf, it as claim } from "./exercise";
import { hint } from "./hint";
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
const sides = (learner: string[], solution = ["a", "b", "c"]) => ({
  learner: evidenceView(run(learner)),
  solution: evidenceView(run(solution)),
});

exercise("98-judge.streams", { points: 2, title: "Streams" }, ({ learner, solution }) => {
  for (const { name } of solution.cloud.streams) {
    claim(`makes ${name}`, async () => {
      await Promise.resolve();
      const names = learner.cloud.streams.map((stream) => stream.name);
      const because = names.includes("b") ? undefined : "no b";
      expect(
        names,
        hint({ expected: `a stream ${name}`, found: `only ${names.join(", ")}`, look: "the call", because }),
      ).to.include(name);
    });
  }
});
exercise("98-judge.hidden", { points: 1, title: "Hidden" }, ({ learner }) => {
  claim("has a stream", () => {
    expect(learner.cloud.streams, hint("Did the cell run?")).to.have.length(1);
  });
  claim.hidden("has stream a", () => {
    expect(learner.cloud.stream("a")).not.to.equal(undefined);
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
const declared = exercisesOf("98-judge");
const [streams, hidden, faulty, deep, slow, unadvised, overlong] = declared;

describe("the judge", () => {
  if (!streams || !hidden || !faulty || !deep || !slow || !unadvised || !overlong)
    throw new Error("The exercises are declared above.");

  it("gives full marks when every claim holds", async () => {
    expect(await judge(streams, sides(["a", "b", "c", "d"]))).to.deep.equal({
      id: "98-judge.streams",
      title: "Streams",
      score: 2,
      max: 2,
      status: "right",
      claims: ["a", "b", "c"].map((name) => ({ says: `makes ${name}`, holds: true })),
    });
  });

  it("gives each claim its share, and says what was expected, what was found, and where to look", async () => {
    const { score, status, claims } = await judge(streams, sides(["a", "b"]));
    expect([score, status]).to.deep.equal([1.33, "partial"]);
    expect(claims[2]).to.deep.equal({
      says: "makes c",
      holds: false,
      hint: "Expected: a stream c. Found: only a, b. Look at: the call.",
    });
  });

  it("changes its verdict when the solution's run changes", async () => {
    expect((await judge(streams, sides(["a", "b"], ["a", "b"]))).status).to.equal("right");
  });

  it("tells what stopped the learner's code above all claims, and that those which fail follow from it", async () => {
    const problem = { says: "Your cell stopped: Error: no.", error: "Error: no" };
    const { cause, claims } = await judge(streams, sides(["a"]), { problem });
    expect(cause).to.equal(problem.says);
    expect(claims.map(({ holds, follows }) => [holds, follows])).to.deep.equal([
      [true, undefined],
      [false, true],
      [false, true],
    ]);
    expect((await judge(streams, sides(["a", "b", "c"]), { problem })).cause).to.equal(undefined);
  });

  it("keeps the advice of a claim that quotes what stopped the code: it was written for that", async () => {
    const problem = { says: "Your cell stopped: only a.", error: "only a" };
    const { claims } = await judge(streams, sides(["a"]), { problem });
    expect(claims.map(({ follows }) => follows)).to.deep.equal([undefined, undefined, true]);
  });

  it("gives the advice for one reason once, however many claims fail by it", async () => {
    const { cause, claims } = await judge(streams, sides(["a"]));
    expect(cause).to.equal(undefined);
    expect(claims.map(({ follows }) => follows)).to.deep.equal([undefined, undefined, true]);
    expect(claims[1]?.hint).to.equal("Expected: a stream b. Found: only a. Look at: the call.");
    const others = await judge(streams, sides(["b"]));
    expect(others.claims.map(({ follows }) => follows)).to.deep.equal([undefined, undefined, undefined]);
  });

  it("adds chai's words to advice that says only where to look", async () => {
    expect((await judge(hidden, sides([]))).claims[0]?.hint).to.equal(
      "Did the cell run? (expected [] to have a length of 1 but got +0)",
    );
  });

  it("leaves hidden claims out of a learner's own check", async () => {
    expect((await judge(hidden, sides(["b"]), { visibleOnly: true })).claims.map(({ says }) => says)).to.deep.equal([
      "has a stream",
    ]);
    expect((await judge(hidden, sides(["b"]))).status).to.equal("partial");
  });

  it("lists the claims of an open exercise, none of which holds", () => {
    const { score, status, claims } = openExercise(streams, sides([]).solution);
    expect([score, status, claims.filter(({ holds }) => holds)]).to.deep.equal([0, "open", []]);
    expect(claims).to.have.length(3);
  });

  it("takes an error of the check for a fault of its own, not for a failed claim", async () => {
    const outcome = await judge(faulty, sides([])).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(CheckFault).with.property("message").that.contains("our bug");
    const other = await judge(overlong, sides([])).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(CheckFault).with.property("message").that.contains("Invalid array length");
  });

  it("takes a value that is too deep to be compared for a wrong one, not for a fault of its own", async () => {
    const seen = { deep: JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) as unknown };
    expect(() => {
      expect(seen.deep).to.deep.equal([0]);
    }).to.throw(RangeError);
    const { score, claims } = await judge(deep, { ...sides([]), learner: evidenceView({ ...run([]), seen }) });
    expect([score, claims[0]?.hint]).to.deep.equal([0, "What your code has left is nested too deeply to be judged."]);
  });

  it("tells a single remark, whatever the verdict is", async () => {
    const { status, remarks } = await judge(streams, sides(["a", "b", "c"]), { remarks: ["Was that meant?"] });
    expect([status, remarks]).to.deep.equal(["right", ["Was that meant?"]]);
  });

  it("keeps the exercises of labs with alike names apart, and refuses one without a claim", async () => {
    const [other, ...more] = exercisesOf("98-judge-next");
    expect([exercisesOf("98-judge"), more]).to.deep.equal([declared, []]);
    const outcome = await judge(other ?? streams, sides([])).catch(String);
    expect(outcome).to.equal("Error: The exercise 98-judge-next.other claims nothing.");
  });

  it("refuses two exercises of one id, and claims outside an exercise", () => {
    openExercise(streams, sides([]).solution);
    expect(() => {
      exercise("98-judge.streams", { points: 1, title: "Again" }, () => undefined);
    }).to.throw("Two exercises");
    expect(() => {
      claim("alone", () => undefined);
    }).to.throw("outside an exercise");
  });

  it("quotes the beginning of what stopped the code, and advises once on how that is mended", async () => {
    const error = Array.from({ length: 30 }, (_, n) => `w${n}`.padEnd(3, "x")).join("");
    const followsOf = async (name: string, problem: { says: string; error: string }) =>
      (await judge(streams, sides([name, "b"]), { problem })).claims.map(({ follows }) => follows);
    const problem = { says: "Your cell stopped.", error };
    expect(await followsOf(error.slice(0, 60), problem)).to.deep.equal([undefined, undefined, true]);
    expect(await followsOf(error.slice(1, 60), problem), "without its first letter").to.deep.equal([
      ...[true, undefined, true],
    ]);
  });

  it("judges one exercise after the other, and leaves the process as it was", async () => {
    const listeners = (): number[] => process.eventNames().map((name) => process.listenerCount(name));
    const before = listeners();
    await Promise.all([judge(slow, sides([])), judge(faulty, sides([])).catch(String), judge(slow, sides([]))]);
    expect(steps).to.deep.equal(["begun", "ended", "begun", "ended"]);
    expect(listeners()).to.deep.equal(before);
  });

  it("gives an exercise whose cell doesn't run no marks, and one cause with the line to correct", () => {
    const { status, score, cause, claims } = openExercise(hidden, sides([]).solution, {
      broken: 'that in line 5, "}"',
    });
    expect([status, score]).to.deep.equal(["wrong", 0]);
    expect(cause).to.match(/^This doesn't run as you left it\. .* syntax error: that in line 5, "}"\.$/);
    expect(claims.filter(({ follows }) => !follows).map(({ hint }) => hint)).to.deep.equal([
      "Correct that line or put it back, run the exercise, and save it.",
    ]);
  });

  it("lists an open exercise's hidden claims, but for a learner's own check", () => {
    const says = (visibleOnly?: boolean) =>
      openExercise(hidden, sides([]).solution, { visibleOnly }).claims.map((one) => one.says);
    expect([says(), says(true)]).to.deep.equal([["has a stream", "has stream a"], ["has a stream"]]);
  });

  it("takes what a terminal would obey out of words that are no advice", async () => {
    const [{ hint: words = "" } = { hint: "" }] = (await judge(unadvised, sides(["\u001b[31mred"]))).claims;
    expect(words).to.include("red").and.not.include("\u001b");
  });
});
