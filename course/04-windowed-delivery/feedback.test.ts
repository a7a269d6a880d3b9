import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { loadMistakes } from "../testing/load-mistakes";
import { ROOT, useRehearsal } from "../testing/rehearsal";

const PROCESSORS = "04-windowed-delivery.processors";
const QUERY = 'const QUERY = "{componentName: .componentName}";';
const WITHOUT_BACKSLASH = String.raw`const DELIMITER = "\n";`;
const START = "const startMs = atMs - (atMs % this.#sizeMs);";
const END = "return watermarkMs >= startMs + this.#sizeMs - 1;";
/** Answers with one mistake each: the sum is the last value, and the average is the middle. */
const WRONG = {
  "take-in": [
    "window.count += 1;",
    "window.sum = value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
  aggregate: [
    "return {",
    "  componentName, metricName, unit,",
    "  minValue: window.min, maxValue: window.max, avg: (window.min + window.max) / 2,",
    "  fromTimestamp: new Date(window.firstMs).toISOString(),",
    "  toTimestamp: new Date(window.lastMs).toISOString(),",
    "};",
  ],
};

describe("the hints of lab 04", () => {
  it("have the lines that delete a stack whose resource would have to be replaced", () => {
    const text = readFileSync(join(ROOT, "data", "hints.json"), "utf8");
    const hints = (JSON.parse(text) as Record<string, readonly string[]>)["04-windowed-delivery.delivery-stream"];
    expect(hints?.join("\n"))
      .to.include("await deleteS3Bucket({ bucketName: BUCKET });")
      .and.to.include("await deleteStack({ stackName: STACK });");
  });
});

describe("feedback on wrong answers of lab 04", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("04-windowed-delivery");

  for (const [others, found] of [
    ["solution", "The error is in line 3 of your cell: `const DELIMITER"],
    ["open", "Your own run doesn't get this far, because of another exercise."],
  ] as const)
    it(`points at the delimiter that lacks a backslash, not at the query, with other exercises: ${others}`, async function () {
      if (others === "solution") skipIf(this, LEFT_TO_CI);
      const answers = { [PROCESSORS]: [QUERY, WITHOUT_BACKSLASH] };
      const { exercises } = await rehearsal().grade(answers, { others });
      const result = exercises.find(({ id }) => id === PROCESSORS);
      const text = result ? renderExerciseText(result).join("\n") : "";
      expect(text).to.include("Look at: DELIMITER:").and.not.to.include("Look at: QUERY");
      expect(text).to.include(found);
      expect(text).to.include("✓ finds the component of each record");
    });

  for (const [exercise, changed, found] of [
    ["take-in", {}, "Found: nothing yet: every event counts as late, so no window is open. That is decided in 1.4."],
    ["take-in", { "window-end": END }, "Found: nothing yet: an exercise that this one needs is still open."],
    ["aggregate", {}, "Found: nothing yet: no window was emitted. When one is emitted is decided in 1.4."],
    ["aggregate", { "window-start": START, "window-end": END }, "because another exercise is still open."],
  ] as const)
    it(`says that another exercise hides a mistake in ${exercise}, with these answered: ${Object.keys(changed).join(", ") || "none"}`, async () => {
      const others = Object.entries(changed).map(([id, line]) => [`04-windowed-delivery.${id}`, [line]]);
      const id = `04-windowed-delivery.${exercise}`;
      const answers = { ...Object.fromEntries(others), [id]: WRONG[exercise] };
      const { exercises } = await rehearsal().grade(answers, { others: "open" });
      const result = exercises.find((item) => item.id === id);
      expect(result?.status).to.equal("partial");
      expect(result && renderExerciseText(result).join("\n"))
        .to.include(found)
        .and.not.match(/Found: \[|This exercise/);
    });

  for (const [folder, score] of [
    ["${component}/", 1],
    ["componentName=${component}/", 0],
  ] as const)
    it(`says that names from the stream are none in the check, and judges the folder: ${folder}`, async () => {
      const partitions = "04-windowed-delivery.partitions";
      const statement = `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '\${component}') LOCATION 's3://\${BUCKET}/${folder}'`;
      const answer = [
        `const addPartition = (component: string) => \`${statement}\`;`,
        "const COMPONENTS: string[] = [...new Set((await aggregatesIn(OUTPUT_STREAM)).map((a) => a.componentName))];",
      ];
      const { exercises } = await rehearsal().grade({ [partitions]: answer }, { others: "solution" });
      const result = exercises.find(({ id }) => id === partitions);
      expect(result?.score).to.equal(score);
      expect(result && renderExerciseText(result).join("\n")).to.include(
        "Found: COMPONENTS is an empty list: nothing has been delivered yet in the check",
      );
    });

  it("names the line of a Firehose's wrong source, with the other exercises open", async () => {
    const firehose = "04-windowed-delivery.delivery-stream";
    const mistake = (await loadMistakes("04-windowed-delivery")).find(({ name }) => name === "reads-the-input-stream");
    const { exercises } = await rehearsal().grade({ [firehose]: mistake?.answer ?? [] }, { others: "open" });
    const result = exercises.find(({ id }) => id === firehose);
    expect(result && renderExerciseText(result).join("\n")).to.include("Look at: KinesisStreamARN:");
  });

  it("is full marks for a name that ends with a hyphen, which the rules allow", async () => {
    const id = "04-windowed-delivery.student-name";
    const { exercises } = await rehearsal().grade({ [id]: ['const STUDENT = "ada-";'] }, { others: "open" });
    const result = exercises.find((exercise) => exercise.id === id);
    expect(result && renderExerciseText(result).join("\n")).to.equal("✓ Your name: right\n");
  });

  it("names the line of a template's wrong member, whatever name the learner has chosen", async function () {
    skipIf(this, LEFT_TO_CI);
    const outputStream = "04-windowed-delivery.output-stream";
    const template = [
      "const OUTPUT_RESOURCE = {",
      '  Type: "AWS::Kinesis::Stream",',
      "  Properties: { Name: OUTPUT_STREAM, ShardCounts: 1 },",
      "};",
    ];
    const answers = {
      "04-windowed-delivery.student-name": ['const STUDENT = "grace-hopper";'],
      [outputStream]: template,
    };
    const { exercises } = await rehearsal().grade(answers, { others: "solution" });
    const result = exercises.find(({ id }) => id === outputStream);
    expect(result?.cause).to.match(/The error is in line \d+ of your cell: `Properties: .*ShardCounts: 1/);
  });

  it("names the open place first if an operator is unfinished, and not its tests", async () => {
    const windowEnd = "04-windowed-delivery.window-end";
    const { exercises } = await rehearsal().grade(
      { [windowEnd]: ["const last = startMs + this.#sizeMs - 1;", "return None; // not yet"] },
      { others: "solution" },
    );
    const result = exercises.find(({ id }) => id === windowEnd);
    expect(result).to.include({ score: 0 });
    expect(result?.cause).to.match(/^Line \d+ of your script is unfinished: replace None/);
    expect(exercises.filter(({ id, status }) => id !== windowEnd && status !== "right")).to.deep.equal([]);
  });
});
