import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { createEvidenceView } from "../evidence/view";
import type { RunEvidence } from "../evidence/evidence";
import type { AnswerText } from "./culprit";
import { exercise, getExercises, it as claim } from "./exercise";
import { formatHint } from "./hint";
import { CheckFault, judge, openExercise } from "./judge";
import type { Problem } from "./stops";

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

exercise("97-stops.firehose", { points: 9, title: "A Firehose" }, ({ learner }) => {
  const found = String(learner.seen["refused"]);
  const LOOKS = [
    ["DeliveryStreamType", 'DeliveryStreamType: "DirectPut"'],
    ["SizeInMBs", "SizeInMBs: a number, without quotes"],
    ["IntervalInSeconds", "IntervalInSeconds: a number of seconds"],
    ["BucketARN", 'BucketARN, Prefix: "user-data/"'],
    ["LambdaArn", "Processors: a list, whose Parameters have LambdaArn"],
    ["QUERY", "QUERY: the jq program"],
    ["DELIMITER", "DELIMITER: a backslash and an n"],
    ["SERIALIZER", ["SERIALIZER: one of two", "BUFFER: its size"]],
    ["runtime", 'runtime: "SQL-1_0"'],
  ] as const;
  for (const [name, look] of LOOKS)
    claim(`has a right ${name}`, () => {
      expect(0, formatHint({ expected: name, found, look, because: found })).to.equal(1);
    });
  claim("has a right table", () => {
    const advice = { expected: "a table", found, look: "its name", because: found, explains: /Entity Not Found/ };
    expect(0, formatHint(advice)).to.equal(1);
  });
});

describe("an error that stops the code", () => {
  const [firehose] = getExercises("97-stops");
  if (!firehose) throw new Error("The exercise is declared above.");
  const ANSWER = [
    "const DELIVERY = {",
    '  DeliveryStreamType: "KinesisStreamAsSource",',
    '  BucketARN: { "Fn::GetAtt": ["Bucket", "Arn"] },',
    '  Prefix: "!{timestamp:yyyy",',
    '  BufferingHints: { SizeInMBs: 0, IntervalInSeconds: "60" },',
    '  Processors: [{ Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: FUNCTION }] }],',
    "};",
    'const QUERY = "{a: a}";',
    'const DELIMITER = "\\n";',
    "const SERIALIZER = { ParquetSerDe: {}, OrcSerDe: {} };",
    'create({ runtime: "FLINK-1_20" });',
  ];
  const answer = { what: "cell" as const, lines: ANSWER.map((text, index) => ({ number: index + 3, text })) };
  const judgeRefusal = async (refused: string, problem?: Problem) => {
    const view = createEvidenceView({ ...run([]), seen: { refused } });
    const { cause, claims } = await judge(firehose, { learner: view, solution: view }, { problem, answer });
    return { cause, claims: claims.filter(({ follows }) => !follows) };
  };
  const createMember = (member: string) =>
    `AWS refuses: ValidationException: 1 validation error detected: Value '0' at '${member}' is wrong`;
  const stack =
    "Error in line 23: The stack ada is UPDATE_ROLLBACK_COMPLETE. DeliveryStream: Resource handler returned message: ";
  for (const [error, name, line] of [
    [createMember("extendedS3DestinationConfiguration.bufferingHints.intervalInSeconds"), "IntervalInSeconds", 7],
    [createMember("bufferingHints.sizeInMBs"), "SizeInMBs", 7],
    ["AWS refuses: InvalidArgumentException: BufferingHints.SizeInMBs must be at least 64.", "SizeInMBs", 7],
    ["AWS refuses: X: StreamConfig is mandatory for KinesisStreamAsSource stream type.", "DeliveryStreamType", 4],
    ["AWS refuses: X: The supplied prefix(es): Invalid expression usage: !{timestamp:yyyy.Must be", "BucketARN", 6],
    ["AWS refuses: X: More than one serializer specified.", "SERIALIZER", 12],
    ["AWS refuses: X: Invalid lambda ARN.", "LambdaArn", 8],
    [`${stack}"Query is not a valid jq program (Service: Firehose, Request ID: 1)" (RequestToken: 2)`, "QUERY", 10],
    [`${stack}"Query is not a valid jq program (Service: Firehose, Request ID: 1-2…`, "QUERY", 10],
    [`${stack}"Query is not a valid jq program" (RequestToken: 2-3…`, "QUERY", 10],
    [`${stack}"Value ' ' at 'processors.2.member.parameterValue' failed"`, "DELIMITER", 11],
    ["ValidationError in line 23: Fn::GetAtt references undefined resource Bucket.", "BucketARN", 5],
    ["ConfigurationException in line 9: SqlApplicationConfiguration is for SQL-1_0 only.", "runtime", 13],
  ] as const)
    it(`is shown once, and attributed to ${name} for ${error.slice(0, 200)}`, async () => {
      const { cause, claims } = await judgeRefusal(error);
      expect(claims.map(({ says }) => says)).to.deep.equal([`has a right ${name}`]);
      expect(claims[0]?.hint).to.match(/^Expected: \w+\. Look at: /);
      expect(cause).to.include(`The error is in line ${line} of your cell: \`${ANSWER[line - 3]?.trim()}\``);
      expect(cause).not.to.match(/in line 23|Request ID|RequestToken/);
      expect((cause ?? "").split('"').length % 2, "quotation marks are in pairs").to.equal(1);
    });

  it("points to the line it is about when there are several candidates", async () => {
    const { claims } = await judgeRefusal("AWS refuses: X: More than one serializer specified.");
    expect(claims[0]?.hint).to.equal("Expected: SERIALIZER. Look at: SERIALIZER: one of two.");
  });

  it("points to the member of a type error by line and column", async () => {
    const error = "Type error in line 7: Type 'string' is not assignable to type 'number'.";
    const column = (ANSWER[4] ?? "").indexOf("IntervalInSeconds") + 1;
    const problem = { says: `Your cell didn't start. ${error}`, error, at: { line: 7, column } };
    const { cause, claims } = await judgeRefusal(error, problem);
    expect(claims.map(({ says }) => says)).to.deep.equal(["has a right IntervalInSeconds"]);
    expect(cause).to.include("The error is in line 7 of your cell: `BufferingHints:");
  });

  it("points to the member that a type error in a given line names by its path", async () => {
    const error =
      "Type error in line 20: Type 'string' is not assignable to type 'number'. The types of 'S3.BufferingHints.IntervalInSeconds' are incompatible between these types.";
    const problem = { says: `Your cell didn't start. ${error}`, error, at: { line: 20, column: 3 } };
    const { cause, claims } = await judgeRefusal(error, problem);
    expect(claims.map(({ says }) => says)).to.deep.equal(["has a right IntervalInSeconds"]);
    expect(cause).to.include("The error is in line 7 of your cell: `BufferingHints:");
  });

  it("points to the only command if a member is missing, and to no claim", async () => {
    const lines = ["for (const part of parts)", "  await kinesis.send(new PutRecordsCommand({ Records: part }));"];
    const text = { what: "cell" as const, lines: lines.map((text, n) => ({ number: n + 1, text })) };
    const error = "InvalidArgumentException: Either StreamName or StreamARN must be given.";
    const view = createEvidenceView({ ...run([]), seen: { refused: error } });
    const judgeLines = (answer: AnswerText) => judge(firehose, { learner: view, solution: view }, { answer });
    const { cause, claims } = await judgeLines(text);
    expect(cause).to.include("The error is in line 2 of your cell: `await kinesis.send(new PutRecordsCommand");
    expect(claims.filter(({ follows }) => !follows)).to.deep.equal([]);
    const twice = [...text.lines, { number: 3, text: "await kinesis.send(new ListShardsCommand({}));" }];
    expect((await judgeLines({ ...text, lines: twice })).cause).not.to.include("The error is in line");
  });

  it("is about the name that matches most of the message, rather than a text it repeats", async () => {
    const lines = ['  DeliveryStreamName: "slip",', '  CurrentDeliveryStreamVersionId: "7",'];
    const text = { what: "cell" as const, lines: lines.map((text, n) => ({ number: n + 1, text })) };
    const error =
      "ConcurrentModificationException: Cannot update firehose: slip since the current version id: 1 differs.";
    const view = createEvidenceView({ ...run([]), seen: { refused: error } });
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include('The error is in line 2 of your cell: `CurrentDeliveryStreamVersionId: "7",`');
  });

  it("isn't attributed to a member that only the type of the whole object names", async () => {
    const error = `Type error in line 3: Argument of type '{ runtime: "SQL-1_0"; }' is not assignable. Property 'roleArn' is missing.`;
    const problem = { says: `Your cell didn't start. ${error}`, error, at: { line: 3, column: 1 } };
    expect((await judgeRefusal(error, problem)).claims).to.deep.equal([]);
  });

  it("is about the text that the message says is wrong, rather than one it gives as an example", async () => {
    const lines = ['const CASES = [timeOf("12:00"),', '  timeOf("12:15x")];'];
    const text = { what: "cell" as const, lines: lines.map((text, n) => ({ number: n + 1, text })) };
    const error = "Error: '12:15x' is not a time such as 12:00 or 12:00:30.";
    const view = createEvidenceView({ ...run([]), seen: { refused: error } });
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include("The error is in line 2 of your cell: `timeOf(");
  });

  it("is about the claim that names it", async () => {
    const { claims } = await judgeRefusal("AWS refuses: X: Entity Not Found.");
    expect(claims.map(({ says }) => says)).to.deep.equal(["has a right table"]);
  });

  it("is about the member that sets the name, if a resource of that name exists", async () => {
    const text = { what: "cell" as const, lines: [{ number: 5, text: "Properties: { BucketName: INPUT, Count: 1 }" }] };
    const view = createEvidenceView({ ...run([]), seen: { refused: "AWS refuses: X: ada-in already exists." } });
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include("The error is in line 5 of your cell: `Properties:");
  });

  it("names the line that declares the value AWS rejects", async () => {
    const lines = ["const big = 60_000;", "create({ IntervalInSeconds: big });"];
    const error = "ValidationException: Value '60000' at 'intervalInSeconds' is wrong";
    const view = createEvidenceView({ ...run([]), seen: { refused: error } });
    const text = { what: "script" as const, lines: lines.map((text, n) => ({ number: n + 3, text })) };
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include("The error is in line 3 of your script: `const big = 60_000;`");
  });

  it("keeps a compiler message that already names the line of a file", async () => {
    const error = "src/etl/tiny.ts, line 59: Expected DeliveryStreamType.";
    const problem = { says: `Your script didn't start. ${error}`, error };
    expect(await judgeRefusal(error, problem)).to.deep.equal({ cause: problem.says, claims: [] });
  });

  it("points nowhere if the message names nothing in the answer", async () => {
    const { cause, claims } = await judgeRefusal("AWS refuses: X: Slow down.");
    expect([cause, claims]).to.deep.equal(["AWS refuses: X: Slow down.", []]);
  });

  it("names no line if the open answer is that of another exercise", async () => {
    const error = "ExerciseOpen in line 23: The exercise is still open";
    const problem = { says: "Line 23 of your cell is unfinished: replace None with your own code.", error };
    const lines = [{ number: 9, text: "const factor = 2.5;" }];
    const view = createEvidenceView({ ...run([]), seen: { refused: error } });
    const { cause } = await judge(
      firehose,
      { learner: view, solution: view },
      { problem, answer: { what: "cell", lines } },
    );
    expect(cause).to.match(/^Your cell uses an answer that is still open/);
  });

  it("names an open exercise before everything else", async () => {
    const open = { what: "script" as const, lines: [{ number: 86, text: "    return None; // not yet" }] };
    const view = createEvidenceView({ ...run([]), seen: { refused: "three tests fail" } });
    const { cause, claims } = await judge(firehose, { learner: view, solution: view }, { answer: open });
    expect(claims.every(({ follows }) => follows)).to.equal(true);
    expect(cause).to.equal("Line 86 of your script is unfinished: replace None with your own code.");
  });
});
