import { expect } from "chai";
import { renderExerciseText } from "../../grader/index";
import { changeSolution } from "../testing/change-solution";
import { useRehearsal } from "../testing/rehearsal";

/** The lines of 1.1, with the size rounded by another function, or another last line. */
const FORMULA = ({ round = "ceil", last = "" }: { readonly round?: string; readonly last?: string }): string[] => [
  `const recordKiB = Math.${round}(recordBytes / 1024);`,
  "const incoming = recordKiB * recordsPerSecond;",
  "const outgoing = incoming * consumers;",
  last || "return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)));",
];
const FIRST_CASE =
  "Expected: 7 shard(s) for shardsNeeded(1025, 3576, 1): records of 1025 bytes, 3576 a second, 1 consumer(s).";
const REFUSED = "answers.filter((answer) => answer.ErrorCode !== undefined).length";

describe("feedback on wrong answers of lab 03", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("03-data-collection");
  const judge = async (name: string, answer: readonly string[], others: "open" | "solution" = "open") => {
    const id = `03-data-collection.${name}`;
    const { exercises } = await rehearsal().grade({ [id]: answer }, { others });
    const result = exercises.find((exercise) => exercise.id === id);
    if (result === undefined) throw new Error(`There is no ${id}.`);
    return { score: result.score, claims: result.claims, text: renderExerciseText(result).join("\n") };
  };

  it("is full marks for a name that ends with a hyphen, which the rules allow", async () => {
    expect(await judge("student-name", ['const STUDENT = "ada-";'])).to.include({
      score: 1,
      text: "✓ Your name: right\n",
    });
  });

  for (const [title, answer, score, found] of [
    ["rounds down", FORMULA({ round: "floor" }), 2.4, "4"],
    [
      "adds one",
      FORMULA({
        last: "return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))) + 1;",
      }),
      0,
      "8",
    ],
    [
      "takes the smallest limit",
      FORMULA({
        last: "return Math.max(1, Math.ceil(Math.min(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)));",
      }),
      0.6,
      "4",
    ],
    [
      "adds the limits",
      FORMULA({ last: "return Math.max(1, Math.ceil(incoming / 1024 + outgoing / 2048 + recordsPerSecond / 1000));" }),
      0.6,
      "15",
    ],
  ] as const)
    it(`shows the workload in numbers for a formula that ${title}`, async () => {
      const result = await judge("shards-needed", answer);
      expect(result.score).to.equal(score);
      expect(result.text).to.include(FIRST_CASE).and.to.include(`Found: ${found}.`);
    });

  for (const [title, answer, score, found] of [
    ["those that were taken", "sent.filter((_record, at) => answers[at]?.ErrorCode === undefined);", 0, "k0, k3, k5"],
    ["the first ones", `sent.slice(0, ${REFUSED});`, 1, "k0, k1, k2"],
    ["the last ones", `sent.slice(sent.length - ${REFUSED});`, 1, "k3, k4, k5"],
  ] as const)
    it(`shows which records an answer resends that takes as many as were refused, but ${title}`, async () => {
      const result = await judge("refused-records", [answer]);
      expect(result.score).to.equal(score);
      expect(result.text)
        .to.include("Expected: 3 record(s), k1, k2, k4:")
        .and.to.include(`Found: 3 record(s), ${found}.`);
    });

  for (const [title, name, right, wrong, look] of [
    ["60,000 seconds", "delivery-stream", "IntervalInSeconds: 60", "IntervalInSeconds: 60_000", "IntervalInSeconds:"],
    ["a function's name in place of its ARN", "delivery-stream", ": FUNCTION_ARN", ": FUNCTION", "Processors:"],
    ["a stream's name in place of its ARN", "application", ": STREAM_ARN", ": STREAM", "ResourceARN:"],
    ["an unfinished prefix", "delivery-stream", '"user-data/"', '"user-data/!{timestamp:yyyy/"', "BucketARN, Prefix:"],
    ["two serializers", "parquet", "{ ParquetSerDe: {} }", "{ ParquetSerDe: {}, OrcSerDe: {} }", "SERIALIZER:"],
  ] as const)
    it(`points at the member of ${title} alone, which AWS refuses`, async () => {
      const { cells } = rehearsal().skeleton;
      const slots = cells.flatMap((cell) => cell.slots);
      const solution =
        slots.find(({ exercise }) => exercise === `03-data-collection.${name}`)?.solution.join("\n") ?? "";
      expect(solution).to.include(right);
      const { text } = await judge(name, solution.replace(right, () => wrong).split("\n"), "solution");
      expect(text.split("Look at: ")).to.have.lengthOf(2);
      expect(text)
        .to.include(`Look at: ${look}`)
        .and.to.match(/The error is in line \d+ of your cell: /);
    });

  for (const [member, right, wrong, look] of [
    ["Namespace", '"AWS/Kinesis"', '"AWS/Firehose"', "Namespace:"],
    ["Dimensions", 'Name: "StreamName"', 'Name: "Stream"', "Dimensions:"],
    ["Value", "Value: STREAM", 'Value: "people"', "Value:"],
  ] as const)
    it(`points at ${member} alone if it is the only wrong member of the query for CloudWatch`, async () => {
      const answer = await changeSolution("03-data-collection.per-minute", [right, wrong]);
      const { text } = await judge("per-minute", answer);
      expect(text.split("Look at: ")).to.have.lengthOf(2);
      expect(text).to.include(`Look at: ${look}`);
    });

  it("points at the encoding that stops the function", async () => {
    const { text } = await judge("add-newline", [
      'const text = Buffer.from(data, "base46").toString("utf8");',
      'return { recordId, result: "Ok", data: Buffer.from(text + "\\n").toString("base64") };',
    ]);
    expect(text).to.include("Error: Unknown encoding: base46. The error is in line ");
    expect(text.split("Look at: ")).to.have.lengthOf(2);
    expect(text).to.include("Look at: text: ");
  });

  it("lists the learner's columns, once, if one has another name", async () => {
    const answer = [
      '{ Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },',
      '{ Name: "last", Mapping: "$.name.last", SqlType: "VARCHAR(32)" },',
      '{ Name: "gender", Mapping: "$.gender", SqlType: "VARCHAR(8)" },',
      '{ Name: "age", Mapping: "$.dob.age", SqlType: "INTEGER" },',
      '{ Name: "land", Mapping: "$.location.country", SqlType: "VARCHAR(64)" },',
    ];
    const { text, claims } = await judge("input-columns", answer);
    expect(text)
      .to.include("Found: your columns are first, last, gender, age, land.")
      .and.to.include("Look at: Name: the table above the cell has the five names.");
    // The column that is missing, and the one that is too many.
    const failed = claims.filter(({ holds }) => !holds);
    expect(failed.map(({ follows = false }) => follows)).to.deep.equal([false, true]);
  });

  for (const [name, right, wrong, part] of [
    ["stream-pump", '"age" >=', 'NULLIF("age", 0) >=', "the function NULLIF"],
    ["flink-sessions", "MINUTES))", "MINUTES)) FETCH NEXT ROW ONLY", "FETCH"],
  ] as const)
    it(`says that ${part} may be right, which the check can't read`, async () => {
      const { text, claims } = await judge(name, await changeSolution(`03-data-collection.${name}`, [right, wrong]));
      expect(text)
        .to.include(`Found: the check can't read ${part}: write the query without it.`)
        .and.to.include("Look at: the part that the message names. It may be right");
      expect(JSON.stringify(claims)).not.to.include("nothing.");
    });

  it("says that no claim was reached if a comma is missing in the template", async () => {
    const result = await judge("stream-parameter", ['StreamName: { Type: "String" Description: "The data stream." },']);
    expect(result).to.deep.include({ score: 0 });
    expect(result.claims.map(({ holds, follows }) => [holds, follows])).to.deep.equal([
      [false, true],
      [false, true],
      [false, true],
    ]);
    expect(result.text).to.include('setup-data-producer.ts, line 13: Expected "}" but found "Description".');
  });

  it("blames wrong columns in 4.2 alone: a right pump in 4.5 that reads others keeps its marks", async () => {
    const [columns, pump] = ["03-data-collection.input-columns", "03-data-collection.stream-pump"];
    const { exercises } = await rehearsal().grade(
      {
        [columns]: ['{ Name: "forename", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },'],
        [pump]: [
          'export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
          '  SELECT STREAM "first", "last", "gender", "age", "country" FROM "SOURCE_SQL_STREAM_001" WHERE "age" >= 21;`;',
        ],
      },
      { others: "open" },
    );
    const find = (name: string) => exercises.find(({ id }) => id === name);
    expect(find(columns)).to.include({ status: "wrong" });
    expect(find(pump)).to.include({ status: "right" });
  });

  for (const { title, source = "country", stream = "country", pump, wrong, says = "" } of [
    {
      title: "costs nothing in 4.5 if 4.4 has it, too",
      source: "land",
      stream: "land",
      pump: ' SELECT STREAM "first", "last", "gender", "age", "land"',
      wrong: ["input-columns", "destination-stream"],
    },
    {
      title: "costs nothing in 4.5 if the pump fills that of 4.4",
      stream: "land",
      pump: '("first", "last", "gender", "age", "land") SELECT STREAM "first", "last", "gender", "age", "country"',
      wrong: ["destination-stream"],
    },
    {
      title: "isn't called missing in 4.5 if the learner's own stream has it",
      source: "land",
      pump: ' SELECT STREAM "first", "last", "gender", "age", "land"',
      wrong: ["input-columns", "stream-pump"],
      says: "Found: it reads land, and the lab's stream has no such column.",
    },
    {
      title: "excuses no other mistake in 4.5",
      stream: "land",
      pump: ' SELECT STREAM "first", "last", "age", "gender", "land"',
      wrong: ["destination-stream", "stream-pump"],
    },
    {
      title: "costs marks in 4.5 if 4.4 has the lab's",
      pump: ' SELECT STREAM "first", "last", "gender", "age", "land"',
      wrong: ["stream-pump"],
    },
  ])
    it(`another name for a column ${title}`, async () => {
      const answers = {
        "input-columns": await changeSolution("03-data-collection.input-columns", ['"country"', `"${source}"`]),
        "destination-stream": await changeSolution("03-data-collection.destination-stream", [
          '"country"',
          `"${stream}"`,
        ]),
        "stream-pump": [
          `export const STREAM_PUMP: string = \`CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"${pump}`,
          'FROM "SOURCE_SQL_STREAM_001" WHERE "age" >= 21;`;',
        ],
      };
      const { exercises } = await rehearsal().grade(
        Object.fromEntries(Object.entries(answers).map(([name, answer]) => [`03-data-collection.${name}`, answer])),
        { others: "open" },
      );
      const judged = exercises.filter(({ id }) => Object.keys(answers).some((name) => id.endsWith(`.${name}`)));
      expect(judged.filter(({ status }) => status !== "right").map(({ id }) => id)).to.deep.equal(
        wrong.map((name) => `03-data-collection.${name}`),
      );
      expect(judged.flatMap(renderExerciseText).join("\n")).to.include(says).and.not.to.include("has no column");
    });
});
