import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { labs } from "../../../course/index";
import { PAGES_FOR_LEARNERS } from "../release/class-copy-files";
import { GERMAN, useProject } from "../testing/use-project";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The course's other labs, which in these tests have only a small opening. */
const others = labs.slice(1);

describe("labs release", () => {
  const project = useProject();
  beforeEach(async () => {
    for (const path of ["package.json", ...PAGES_FOR_LEARNERS, "scripts/labs/commands/index.ts"])
      await project.write(path, await readFile(join(ROOT, path), "utf8"));
    for (const path of [
      "course/index.ts",
      "course/01-streaming-ingestion/checks.ts",
      "course/01-streaming-ingestion/mistakes/swapped.ts",
      "course/01-streaming-ingestion/given/index.ts",
      "course/01-streaming-ingestion/given/producer.test.ts",
      "course/01-streaming-ingestion/images/flow.svg",
      "grader/index.ts",
      "test/conventions.test.ts",
      "scripts/new.ts",
      "scripts/new/lab.ts",
      "scripts/notebooks.ts",
      "scripts/labs/commands/grade.ts",
      "scripts/labs/commands/pack.ts",
      "src/etl/consumer_Solution.ts",
      "src/metrics/app/windowed-metrics-app.test.ts",
      "src/metrics/windowed-metrics.test.ts",
      "src/testing/spawn-script.ts",
      ".mocharc.json",
      "src/etl/consumer_before-reset-1.ts",
      "bench/index.ts",
      "cloud/dist/cli.cjs",
      "grades/a.csv",
      "tsconfig.json",
    ])
      await project.write(
        path,
        path.endsWith("checks.ts")
          ? 'exercise("01-streaming-ingestion.create"); exercise("01-streaming-ingestion.count");'
          : "",
      );
    for (const { id } of others)
      await project.write(`course/${id}/lab/01-opening.ts`, "// %% [markdown] id=welcome\n// # Another small lab\n");
  });

  const createRelease = async () => {
    const entries = await readdir(join(project.root, "out"), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(project.root, "out").length + 1))
      .sort();
  };

  it("writes the class's files without checks, and nothing else", async () => {
    const { status, out } = await project.runLabs("release", "--out", "out", "--without-checks");
    expect(out).to.equal(`${20 + 2 * others.length} files in out. Try it: run \`npm start\` there.`);
    expect(status).to.equal(0);
    expect(await createRelease()).to.deep.equal(
      [
        ".mocharc.json",
        "README.md",
        "course/01-streaming-ingestion/given/index.ts",
        "course/01-streaming-ingestion/images/flow.svg",
        "course/01-streaming-ingestion/original.json",
        "course/generated.json",
        "course/index.ts",
        ...PAGES_FOR_LEARNERS,
        "notebooks/01-streaming-ingestion.ipynb",
        "package.json",
        "scripts/labs/commands/index.ts",
        "scripts/labs/commands/pack.ts",
        "src/etl/consumer.ts",
        "src/metrics/app/windowed-metrics-app.test.ts",
        "src/one.ts",
        "src/testing/spawn-script.ts",
        "tsconfig.json",
        ...others.flatMap(({ id, notebook }) => [`course/${id}/original.json`, notebook]),
      ].sort(),
    );
  });

  it("contains neither answers of the solution nor of this work tree", async () => {
    await project.write("src/etl/consumer.ts", "return 'the instructor tried this';\n");
    await project.runLabs("release", "--out", "out", "--without-checks");
    for (const path of await createRelease()) {
      expect(await project.read(`out/${path}`), path).not.to.match(/solved|one \+ 41|the instructor tried this/);
    }
  });

  it("contains the quiz with sealed model answers, but not their source file", async () => {
    const question = { id: "why", kind: "text", chapter: "Lab 04", asks: "Why?", model: "Since it rains.", names: [] };
    const bank = { seed: 1, drawn: 0, questions: [question] };
    await project.write("course/04-windowed-delivery/quiz.json", JSON.stringify(bank));
    await project.runLabs("release", "--out", "out", "--without-checks");
    expect(await project.read("out/data/quiz/04-windowed-delivery.json"))
      .to.include("Why?")
      .and.not.include("Since it rains.");
    expect(await createRelease()).to.not.include("course/04-windowed-delivery/quiz.json");
  });

  it("lacks the commands that a class shouldn't have, and says so when one is run", async () => {
    await project.runLabs("release", "--out", "out", "--without-checks");
    const table = await project.read("out/scripts/labs/commands/index.ts");
    expect(table).not.to.match(/import\("\.\/(check|course|grade|release|solution)"\)/);
    expect(table)
      .to.include(
        'leftOut: readonly string[] = ["check","share","class","course","grade","merge-reports","post-grades","release","solution"]',
      )
      .and.to.include('import("./pack")');
    expect(JSON.parse(await project.read("out/package.json")))
      .to.have.property("scripts")
      .that.deep.equals({ start: "node scripts/start.mjs" });
  });

  it("has translated labs in the language of the class", async () => {
    await project.write("course/01-streaming-ingestion/translations/de.txt", GERMAN);
    await project.runLabs("release", "--out", "out", "--without-checks", "--language", "de");
    for (const path of ["notebooks/01-streaming-ingestion.ipynb", "course/01-streaming-ingestion/original.json"])
      expect(await project.read(`out/${path}`), path)
        .to.include("Ein kleines Lab")
        .and.not.match(/small lab/);
    expect(await project.read(`out/${labs[4]?.notebook}`)).to.include("Another small lab");
  });

  it("refuses a folder that isn't empty, and requires a target", async () => {
    await project.write("out/mine.txt", "mine");
    expect(await project.runLabs("release", "--out", "out", "--without-checks")).to.include({
      status: 1,
      err: "out is not empty. Name a folder that is empty or doesn't exist yet.",
    });
    expect((await project.runLabs("release")).status).to.equal(2);
    expect(await createRelease()).to.deep.equal(["mine.txt"]);
  });

  it("explains to learners what their copy has, and doesn't mention missing solutions or checks", async () => {
    await project.runLabs("release", "--out", "out", "--without-checks");
    const guide = await project.read("out/docs/learners.md");
    expect(guide)
      .to.include("npx labs pack 01")
      .and.not.match(/solution|`check`|labs check|checker|<!--/);
    const [, ...linked] = guide.split("](").map((text) => text.slice(0, text.indexOf(")")));
    expect(linked).to.deep.equal(["install.md", "troubleshooting.md", "on-aws.md"]);
    expect(await project.read("out/docs/install.md")).to.include("not been tested on Windows.");
  });

  it("refuses a lab with errors, naming file and line", async () => {
    await project.write("course/01-streaming-ingestion/lab/01-opening.ts", "// %% [markdown]\n// no id");
    const { status, err } = await project.runLabs("release", "--out", "out", "--without-checks");
    expect(status).to.equal(1);
    expect(err).to.match(/^course\/01-streaming-ingestion\/lab\/01-opening\.ts:1: The cell has no id/);
    expect(project.has("out")).to.equal(false);
  });
});
