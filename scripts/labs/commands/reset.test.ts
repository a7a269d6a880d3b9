import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { GERMAN, useProject } from "../testing/use-project";

describe("labs reset", () => {
  const project = useProject();
  const NOTEBOOK = "notebooks/01-streaming-ingestion.ipynb";
  const SCRIPT = "src/etl/consumer.ts";

  it("restores an edited file, and keeps the edited version beside it", async () => {
    const handedOut = await project.read(SCRIPT);
    for (const n of [1, 2]) {
      await project.write(SCRIPT, `mine ${n}\n`);
      const { status, out } = await project.runLabs("reset", "01");
      expect(status).to.equal(0);
      expect(out).to.include(
        `${SCRIPT}: restored to its original state. Your version is kept in src/etl/consumer_before-reset-${n}.ts.`,
      );
      expect(out).to.include(`${NOTEBOOK}: unchanged since it was handed out.`);
      expect(await project.read(`src/etl/consumer_before-reset-${n}.ts`)).to.equal(`mine ${n}\n`);
    }
    expect(await project.read(SCRIPT)).to.equal(handedOut);
  });

  it("restores a damaged notebook", async () => {
    const handedOut = await project.read(NOTEBOOK);
    await project.write(NOTEBOOK, "{");
    await project.runLabs("reset", "01");
    expect(await project.read(NOTEBOOK)).to.equal(handedOut);
    expect(await project.read("notebooks/01-streaming-ingestion_before-reset-1.ipynb")).to.equal("{");
  });

  it("restores a missing file", async () => {
    await rm(join(project.root, NOTEBOOK));
    expect((await project.runLabs("reset", "01")).out).to.include(`${NOTEBOOK}: was missing, now restored.`);
    expect(project.has(NOTEBOOK)).to.equal(true);
  });

  it("gives the notebook in another language, and names the languages of the lab", async () => {
    await project.write("course/01-streaming-ingestion/translations/de.txt", GERMAN);
    expect(await project.runLabs("reset", "01", "--language", "de")).to.include({ err: "", status: 0 });
    expect(await project.read(NOTEBOOK))
      .to.include("# Ein kleines Lab")
      .and.to.include("console.log(None)");
    expect(await project.read("notebooks/01-streaming-ingestion_before-reset-1.ipynb")).to.include("# A small lab");
    expect(await project.runLabs("reset", "01", "--language", "fr")).to.include({
      status: 1,
      err: 'Lab 01-streaming-ingestion isn\'t available in the language "fr" here. It is in: en, de.',
    });
    await project.runLabs("reset", "01");
    expect(await project.read(NOTEBOOK)).to.include("# A small lab");
  });
});
