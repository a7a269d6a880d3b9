import { expect } from "chai";
import { useProject } from "../labs/testing/use-project";
import { generateLab } from "./generate-lab";
import type { CellExecution } from "../../authoring/notebook";
import { CourseError } from "../../authoring/problems";

const LAB = "01-streaming-ingestion";
const NOTEBOOK = `solutions/${LAB}_Solution.ipynb`;

describe("generating a lab", () => {
  const project = useProject();
  const createPrinting = (text: string) => async (): Promise<ReadonlyMap<string, CellExecution>> =>
    new Map([["create", { count: 1, outputs: [{ output_type: "stream", name: "stdout", text: [text] }] }]]);
  const generate = async (text: string) => {
    const files = await generateLab(project.root, LAB, createPrinting(text));
    return { paths: files.map(({ path }) => path), notebook: files.find(({ path }) => path === NOTEBOOK)?.text ?? "" };
  };

  it("writes the learner's files, the solution's scripts and the solution with its outputs", async () => {
    const { paths, notebook } = await generate("made at 2030-01-01T00:00:00Z\n");
    expect(paths).to.deep.equal([
      `notebooks/${LAB}.ipynb`,
      "src/etl/consumer.ts",
      "solutions/src/etl/consumer_Solution.ts",
      NOTEBOOK,
    ]);
    expect(JSON.parse(notebook).cells[1]).to.deep.include({
      execution_count: 1,
      outputs: [{ name: "stdout", output_type: "stream", text: ["made at 2030-01-01T00:00:00Z\n"] }],
    });
  });

  it("refuses a lab without a part", async () => {
    const failed = await generateLab(project.root, "77-none", createPrinting("")).catch((error: unknown) => error);
    expect(failed)
      .to.be.instanceOf(CourseError)
      .with.property(
        "message",
        "course/77-none/lab/01-opening.ts:1: course/index.ts lists the lab, but it has neither this file nor another part.",
      );
  });

  it("keeps the existing solution if only times and ids differ", async () => {
    await project.write(NOTEBOOK, (await generate("made at 2030-01-01T00:00:00Z\n")).notebook);
    expect((await generate("made at 2031-12-31T10:11:12Z\n")).notebook).to.equal(await project.read(NOTEBOOK));
  });

  it("keeps it, too, if a cell printed something else while a script ran beside it", async () => {
    await project.write(
      `course/${LAB}/lab/01-opening.ts`,
      (await project.read(`course/${LAB}/lab/01-opening.ts`)).replace("id=create ", "id=create tags=script "),
    );
    await project.write(NOTEBOOK, (await generate("read 2 records\n")).notebook);
    expect((await generate("read 3 records\n")).notebook).to.equal(await project.read(NOTEBOOK));
    expect((await generateLab(project.root, LAB, async () => new Map())).at(-1)?.text).not.to.equal(
      await project.read(NOTEBOOK),
    );
  });

  it("writes the new solution if anything else differs", async () => {
    await project.write(NOTEBOOK, (await generate("made 2 streams\n")).notebook);
    expect((await generate("made 3 streams\n")).notebook).to.include("made 3 streams");
  });
});
