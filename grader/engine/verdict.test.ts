import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { readLab, replaceRegionBodies, type LabSource } from "../../authoring/index";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { createCompiler, type Compiler } from "../compile/compiler";
import { startCompilerProcess, type CompilerProcess } from "../compile/compiler-process";
import { getSnapshot } from "../compile/snapshot";
import { getHandedOutScripts } from "../merge/lab-scripts";
import { readSkeleton } from "../merge/read-skeleton";
import type { Skeleton } from "../merge/skeleton";
import { createKnownRuns, createRunStore } from "../run/known-runs";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { createSandbox, type Sandbox } from "../sandbox/sandbox";
import { createNotebook } from "../testing/tiny-lab";
import { gradeSubmission } from "./pipeline";
import { createGradedLab } from "./lab";
import { GraderFault } from "./faults";
import { runSolution } from "./solution";
import type { StoredLists } from "./stored-json";

const ROOT = join(import.meta.dirname, "..", "..");
const LAB = "01-streaming-ingestion";
const EXERCISE = `${LAB}.create-cli-stream`;

const removeLab = (exercise: string): string => exercise.replace(`${LAB}.`, "");

/** A copy of the lab whose solution creates the stream with another number of shards. */
function replaceSolution(source: LabSource, shards: string): LabSource {
  const parts = source.parts.map(({ file, text }) => ({
    file,
    text: text.replace(
      "{ streamName: CLI_STREAM, shardCount: 2 }",
      `{ streamName: CLI_STREAM, shardCount: ${shards} }`,
    ),
  }));
  expect(parts.every(({ text }, at) => text === source.parts[at]?.text)).to.equal(shards === "2");
  return { ...source, parts };
}

describe("the verdict", () => {
  let source: LabSource;
  let sandbox: Sandbox;
  let compiler: Compiler;
  let running: CompilerProcess;
  before(async () => {
    await import(pathToFileURL(join(ROOT, "course", LAB, "checks.ts")).href);
    source = await readLab(ROOT, LAB);
    const programs = await bundleGrader(ROOT);
    sandbox = await createSandbox({
      programs,
      root: ROOT,
      isConfined: explainNotConfined(DEFAULT_LIMITS) === undefined,
      limits: DEFAULT_LIMITS,
      scripts: Promise.resolve(getHandedOutScripts(readSkeleton(source))),
    });
    const snapshot = getSnapshot(programs, { root: ROOT, lab: LAB });
    running = startCompilerProcess({ program: programs.compiler, root: ROOT, maxSeconds: 60, snapshot });
    compiler = createCompiler(running.askCompiler, sandbox.root);
  });
  after(async () => {
    await running.close();
    await sandbox.close();
  });

  const gradeShards = async (solutionShards: string, learnerShards: string) =>
    (await gradeAnswer(createStream(learnerShards), solutionShards)).exercises[0]?.status;
  const createStream = (shards: string) =>
    `await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: ${shards} });`;

  async function gradeAnswer(answer: string, solutionShards = "2") {
    const lab = createGradedLab(readSkeleton(replaceSolution(source, solutionShards)));
    const settings = { sandbox, compiler, root: ROOT, seed: 1 };
    const grading = { lab, solution: await runSolution(lab, settings) };
    const cell = ["// ### START CODE HERE ###", answer, "// ### END CODE HERE ###"].join("\n");
    const notebook = createNotebook([{ id: "create-cli-stream", exercise: EXERCISE, source: cell }]);
    return gradeSubmission({ id: "x", notebook, scripts: new Map(), notes: [] }, grading, {
      settings,
      only: [EXERCISE],
    });
  }

  it("follows the solution's own run, and changes with the solution", async () => {
    expect(await gradeShards("2", "2")).to.equal("right");
    expect(await gradeShards("3", "2")).to.equal("partial");
    expect(await gradeShards("3", "3")).to.equal("right");
  });

  it("has the language of a notebook that can't be read", async () => {
    const lab = createGradedLab(readSkeleton(source));
    const settings = { sandbox, compiler, root: ROOT, seed: 1 };
    const notebook = '{ "nbformat": 9, "metadata": { "labs": { "language": "de" } } }';
    const grading = { lab, solution: await runSolution(lab, settings) };
    const submission = { id: "x", notebook, scripts: new Map<string, string>(), notes: [] };
    const { status, language } = await gradeSubmission(submission, grading, { settings });
    expect([status, language]).to.deep.equal(["unreadable", "de"]);
  });

  it("comes with what the lab cloud refuses and AWS may accept, for the instructor, if points are lost", async () => {
    const command = "new CreateStreamCommand({ StreamName: CLI_STREAM, ShardCount: 2, WarmThroughputMiBps: 1 })";
    const answer = `const { CreateStreamCommand, KinesisClient } = await import("@aws-sdk/client-kinesis");
      await new KinesisClient({}).send(${command})`;
    const { exercises, instructorNotes } = await gradeAnswer(`${answer};`);
    expect([exercises[0]?.status, instructorNotes]).to.deep.equal([
      "wrong",
      [
        "An answer lost points, and asks for something that the lab cloud doesn't emulate. AWS may accept it: The lab cloud does not emulate the member 'WarmThroughputMiBps'. Leave it out.",
      ],
    ]);
    const right = await gradeAnswer(`${answer}.catch(() => undefined);\n${createStream("2")}`);
    expect([right.exercises[0]?.status, right.instructorNotes]).to.deep.equal(["right", undefined]);
  });

  it("isn't given if the solution doesn't earn full marks", async () => {
    const outcome = await gradeShards("0", "2").catch((error: unknown) => error);
    expect(outcome)
      .to.be.instanceOf(GraderFault)
      .with.property("message")
      .that.matches(/^The solution of notebooks.* does not run: /);
  });

  /** The notebook of the solution with other answers. */
  function writeMistakes({ cells }: Skeleton, mistakes: Readonly<Record<string, string>>): string {
    const written = cells.map(({ id, exercise = "", lines, slots }) => {
      const bodies = slots.map(({ solution }) => mistakes[removeLab(exercise)]?.split("\n") ?? solution);
      return { id, exercise, source: replaceRegionBodies(lines, bodies).join("\n") };
    });
    return createNotebook(written);
  }

  it("finds the claims that hold for nothing with neither a submission's compiler time nor its end", async () => {
    const lab = createGradedLab(readSkeleton(source));
    const usual = { sandbox, compiler, root: ROOT, seed: 1 };
    const solution = await runSolution(lab, usual);
    const stored: (readonly string[])[] = [];
    let isFinding = false;
    const getOrFind: StoredLists["getOrFind"] = async (_, find) => {
      isFinding = true;
      stored.push(await find());
      isFinding = false;
      return stored.flat();
    };
    const runs: { readonly isFinding: boolean; readonly compiler: Compiler; readonly signal?: AbortSignal }[] = [];
    const units = lab.units.map((unit) => ({
      ...unit,
      run: (...[code, settings]: Parameters<typeof unit.run>) => {
        runs.push({ isFinding, compiler: settings.compiler, ...(settings.signal && { signal: settings.signal }) });
        return unit.run(code, settings);
      },
    }));
    const answer = "await new KinesisClient({}).send(new DescribeStreamCommand({ StreamName: streamName }));";
    const notebook = writeMistakes(lab.skeleton, { "recover-visits": answer });
    const { signal } = new AbortController();
    await gradeSubmission(
      { id: "x", notebook, scripts: new Map(), notes: [] },
      { lab: { ...lab, units }, solution, claimsOfNothing: { getOrFind } },
      { settings: { ...usual, signal }, only: [`${LAB}.recover-visits`] },
    );
    expect(stored).to.deep.equal([["gives none of them two"]]);
    const its = new Set(runs.filter((run) => !run.isFinding).map((run) => run.compiler));
    const finding = runs.filter((run) => run.isFinding);
    expect(finding.map((run) => [its.has(run.compiler), run.signal])).to.deep.equal([
      [false, undefined],
      [false, undefined],
    ]);
  });

  /** Grades the notebook of the solution with other answers. Of each of its runs, `taken` has the exercises with the submission's answers. */
  async function gradeWithMistakes(
    mistakes: Readonly<Record<string, string>>,
    dependents: Readonly<Record<string, string[]>>,
    judged: readonly string[] = ["account-id", "create-buckets", "create-firehoses"],
  ) {
    const skeleton = readSkeleton(source);
    const lab = createGradedLab(skeleton);
    const taken: string[] = [];
    const units = lab.units.map((unit) => ({
      ...unit,
      run: (...[code, settings]: Parameters<typeof unit.run>) => {
        taken.push([...code.take].map(removeLab).join(" "));
        return unit.run(code, settings);
      },
    }));
    const settings = { sandbox, compiler, root: ROOT, seed: 1, known: createKnownRuns(createRunStore()) };
    const grading = {
      lab: { ...lab, units },
      solution: await runSolution(lab, settings),
      dependents: {
        getOrFind: async (exercise: string) => (dependents[removeLab(exercise)] ?? []).map((name) => `${LAB}.${name}`),
      },
    };
    const submission = { id: "x", notebook: writeMistakes(skeleton, mistakes), scripts: new Map(), notes: [] };
    const only = judged.map((name) => `${LAB}.${name}`);
    const { exercises } = await gradeSubmission(submission, grading, { settings, only });
    // The last run is the learner's own, for the messages.
    return { taken: taken.slice(0, -1), statuses: exercises.map(({ status }) => status) };
  }

  it("of probable consequences of a mistake comes from one run, with the solution in the mistake's place", async () => {
    const dependents = { "account-id": ["create-buckets", "create-firehoses"] };
    expect(await gradeWithMistakes({ "account-id": 'const ACCOUNT_ID = "00000000000";' }, dependents)).to.deep.equal({
      statuses: ["wrong", "right", "right"],
      taken: ["account-id create-buckets create-firehoses", "account-id", "create-buckets create-firehoses"],
    });
  });

  it("of a probable consequence that is a mistake, too, comes from a run of its own", async () => {
    const mistakes = { "account-id": 'const ACCOUNT_ID = "00000000000";', "create-buckets": "await accountId();" };
    const { taken, statuses } = await gradeWithMistakes(mistakes, {
      "account-id": ["create-buckets", "create-firehoses"],
    });
    expect(statuses).to.deep.equal(["wrong", "wrong", "right"]);
    expect(taken.slice(2)).to.deep.equal(["create-buckets create-firehoses", "create-buckets", "create-firehoses"]);
  });

  it("of an answer that can't do anything comes from no run of its own", async () => {
    const mistakes = { "account-id": "void 0;", "create-buckets": "I will ask the teacher" };
    const { taken, statuses } = await gradeWithMistakes(mistakes, { "account-id": ["create-firehoses"] });
    expect(statuses).to.deep.equal(["wrong", "wrong", "right"]);
    expect(taken.slice(1)).to.deep.equal(["create-firehoses"]);
  });

  it("that only an answer's own values decide comes from no run of its own", async () => {
    const judged = ["student-name", "create-buckets", "quiz"];
    const mistakes = {
      "student-name": 'const STUDENT = "Zoë";',
      "create-buckets": "await accountId();",
      quiz: 'const ANSWERS: Record<string, string> = { "partition-key": "a" };',
    };
    const first = await gradeWithMistakes(mistakes, {}, judged);
    expect(first).to.deep.equal({
      statuses: ["wrong", "wrong", "wrong"],
      taken: ["student-name create-buckets quiz", "create-buckets"],
    });
    const using = { ...mistakes, quiz: 'const ANSWERS: Record<string, string> = { "partition-key": STUDENT };' };
    const { taken } = await gradeWithMistakes(using, {}, judged);
    expect(taken.slice(1)).to.deep.equal(["student-name", "create-buckets", "quiz"]);
  });

  it("runs the solution again only if something it depends on changes, not if a learner's script does", async () => {
    const root = createTemporaryFolder();
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    };
    for (const path of [
      "athena-sql/a.ts",
      "authoring/a.ts",
      "cloud/a.ts",
      "foundation/a.ts",
      "grader/a.ts",
      "kernel/a.ts",
      "src/index.ts",
      `course/${LAB}/checks.ts`,
      "package-lock.json",
    ])
      await write(path, "1");
    const lab = createGradedLab(readSkeleton(source));
    let runs = 0;
    const units = lab.units.map((unit) => ({
      ...unit,
      run: (...[code, settings]: Parameters<typeof unit.run>) => {
        runs += 1;
        return unit.run(code, { ...settings, root: ROOT });
      },
    }));
    const countRunsAfter = async () => {
      await runSolution({ ...lab, units }, { sandbox, compiler, root, seed: 1 });
      return runs;
    };
    expect(await countRunsAfter()).to.equal(units.length);
    for (const path of ["src/etl/consumer.ts", "src/etl/consumer_Solution.ts", "src/etl/consumer_before-reset-1.ts"])
      await write(path, "2");
    expect(await countRunsAfter()).to.equal(units.length);
    await write("src/index.ts", "2");
    expect(await countRunsAfter()).to.equal(2 * units.length);
  });
});
