import { expect } from "chai";
import type { RunEvidence } from "../evidence/evidence";
import { createEvidenceView } from "../evidence/view";
import type { AnswerText } from "./culprit";
import { exercise, getExercises, it as claim } from "./exercise";
import { formatHint } from "./hint";
import { judge } from "./judge";
import type { Problem } from "./stops";

const NOTHING: RunEvidence = {
  cells: [],
  scripts: [],
  seen: {},
  answers: {},
  journal: [],
  end: "done",
  cloud: { account: "000000000000", buckets: [], firehoses: [], streams: [] },
};

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
    const view = createEvidenceView({ ...NOTHING, seen: { refused } });
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
    [
      "AWS refuses: X: The parameter SizeInMBs must be greater than or equal to 1, and a multiple of 1.",
      "SizeInMBs",
      7,
    ],
    [
      'AWS refuses: X: Value {"SizeInMBs":1} for parameter BufferingHints is invalid. Reason: Invalid IntervalInSeconds: 0.',
      "IntervalInSeconds",
      7,
    ],
    [
      'AWS refuses: X: Value {"SizeInMBs":1} for parameter BufferingHints is invalid. Reason: Delivery stream type does not exist.',
      "DeliveryStreamType",
      4,
    ],
    ["Type error in line 3: Property 'BucketARNs' is missing in type '{ Prefix: string }'.", "BucketARN", 5],
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
    const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
    const judgeLines = (answer: AnswerText) => judge(firehose, { learner: view, solution: view }, { answer });
    const { cause, claims } = await judgeLines(text);
    expect(cause).to.include("The error is in line 2 of your cell: `await kinesis.send(new PutRecordsCommand");
    expect(claims.filter(({ follows }) => !follows)).to.deep.equal([]);
    const twice = [...text.lines, { number: 3, text: "await kinesis.send(new ListShardsCommand({}));" }];
    expect((await judgeLines({ ...text, lines: twice })).cause).not.to.include("The error is in line");
  });

  it("points to the member with almost the name of the one that is missing, and to its claim", async () => {
    const lines = [
      "const answer = await kinesis.send(",
      "  new PutRecordsCommand({ BufferringHint: {}, Prefix }),",
      ");",
    ];
    const text = { what: "script" as const, lines: lines.map((text, n) => ({ number: n + 1, text })) };
    for (const error of [
      "ValidationException: 1 validation error detected: Value null at 'intervalInSeconds' failed to satisfy constraint: Member must not be null",
      "InvalidArgumentException: Either IntervalInSeconds or Interval must be given.",
    ]) {
      const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
      const answer = {
        ...text,
        lines: text.lines.map((line) => ({
          ...line,
          text: line.text.replace("BufferringHint: {}", "IntervallInSecond: 60"),
        })),
      };
      const { cause, claims } = await judge(firehose, { learner: view, solution: view }, { answer });
      expect(cause).to.include("The error is in line 2 of your script: `new PutRecordsCommand({ IntervallInSecond: 60");
      expect(claims.filter(({ follows }) => !follows).map(({ says }) => says)).to.deep.equal([
        "has a right IntervalInSeconds",
      ]);
      const other = await judge(firehose, { learner: view, solution: view }, { answer: text });
      expect(
        other.claims.filter(({ follows }) => !follows),
        "a name that is unlike",
      ).to.deep.equal([]);
    }
  });

  it("is about the name that matches most of the message, rather than a text it repeats", async () => {
    const lines = ['  DeliveryStreamName: "slip",', '  CurrentDeliveryStreamVersionId: "7",'];
    const text = { what: "cell" as const, lines: lines.map((text, n) => ({ number: n + 1, text })) };
    const error =
      "ConcurrentModificationException: Cannot update firehose: slip since the current version id: 1 differs.";
    const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
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
    const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include("The error is in line 2 of your cell: `timeOf(");
  });

  it("isn't about a claim whose text is only a part of one of its words", async () => {
    expect((await judgeRefusal("AWS refuses: X: DirectPutSourceConfiguration is refused.")).claims).to.deep.equal([]);
  });

  it("is about the claim that names it", async () => {
    const { claims } = await judgeRefusal("AWS refuses: X: Entity Not Found.");
    expect(claims.map(({ says }) => says)).to.deep.equal(["has a right table"]);
  });

  it("is about the member that sets the name, if a resource of that name exists", async () => {
    const text = { what: "cell" as const, lines: [{ number: 5, text: "Properties: { BucketName: INPUT, Count: 1 }" }] };
    const view = createEvidenceView({ ...NOTHING, seen: { refused: "AWS refuses: X: ada-in already exists." } });
    const { cause } = await judge(firehose, { learner: view, solution: view }, { answer: text });
    expect(cause).to.include("The error is in line 5 of your cell: `Properties:");
  });

  it("names the line that declares the value AWS rejects", async () => {
    const lines = ["const big = 60_000;", "create({ IntervalInSeconds: big });"];
    const error = "ValidationException: Value '60000' at 'intervalInSeconds' is wrong";
    const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
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

  const findCause = async (lines: readonly string[], refused: string): Promise<string | undefined> => {
    const text = { what: "cell" as const, lines: lines.map((line, n) => ({ number: n + 1, text: line })) };
    const view = createEvidenceView({ ...NOTHING, seen: { refused } });
    return (await judge(firehose, { learner: view, solution: view }, { answer: text })).cause;
  };

  it("isn't about a sentence or code in a text that has a word of the message by chance", async () => {
    const lines = [
      "const CODE = `",
      'if (scan === undefined) return "not JSON";',
      "`;",
      'const ALARM = { AlarmDescription: "the bucket is waiting" };',
      'const QUERY = "SELECT depot FROM scans";',
    ];
    for (const error of [
      "BucketNotEmpty: The bucket you tried to delete is not empty.",
      "Error: No bucket, not even an empty one.",
    ])
      expect(await findCause(lines, error), error).to.match(/^[^`]+$/);
    expect(await findCause(lines, "Error: COLUMN_NOT_FOUND: line 1:8: Column 'depot' cannot be resolved")).to.include(
      "line 5",
    );
  });

  it("isn't about a member that the answer sets, if one item of a list lacks it", async () => {
    const lines = [
      "let records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      'await kinesis.send(new PutRecordsCommand({ StreamName: "a", Records: records }));',
    ];
    const error =
      "ValidationException: 1 validation error detected: Value null at 'records.1.member.data' failed to satisfy constraint: Member must not be null";
    expect(await findCause(lines, error)).to.include("line 2");
  });

  it("quotes a line with its own backticks", async () => {
    const error = "AWS refuses: X: Either DeliveryStreamType or another type must be given.";
    expect(await findCause(["DeliveryStreamType: `${KIND}`,"], error)).to.include(
      "`` DeliveryStreamType: `${KIND}`, ``",
    );
  });

  it("names no line if the open answer is that of another exercise", async () => {
    const error = "ExerciseOpen in line 23: The exercise is still open";
    const problem = { says: "Line 23 of your cell is unfinished: replace None with your own code.", error };
    const lines = [{ number: 9, text: "const factor = 2.5;" }];
    const view = createEvidenceView({ ...NOTHING, seen: { refused: error } });
    const { cause } = await judge(
      firehose,
      { learner: view, solution: view },
      { problem, answer: { what: "cell", lines } },
    );
    expect(cause).to.match(/^Your cell uses an answer that is still open/);
  });

  it("names an open exercise before everything else", async () => {
    const open = { what: "script" as const, lines: [{ number: 86, text: "    return None; // not yet" }] };
    const view = createEvidenceView({ ...NOTHING, seen: { refused: "three tests fail" } });
    const { cause, claims } = await judge(firehose, { learner: view, solution: view }, { answer: open });
    expect(claims.every(({ follows }) => follows)).to.equal(true);
    expect(cause).to.equal("Line 86 of your script is unfinished: replace None with your own code.");
  });
});
