import { readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { skipIf } from "../../../cloud/testing/skip";
import { useProject } from "../testing/use-project";

describe("labs pack", () => {
  const project = useProject();
  const ZIP = "packed/01-streaming-ingestion.zip";
  const packLab = async (path = ZIP) => unzipSync(await readFile(join(project.root, path)));

  it("zips the notebook by its name and the scripts by their path", async () => {
    await project.write("src/etl/consumer.ts", "// mine: ü\n");
    const { status, out } = await project.runLabs("pack", "01");
    expect(status).to.equal(0);
    expect(out).to.include(`${ZIP}: 01-streaming-ingestion.ipynb, src/etl/consumer.ts.`);
    const files = await packLab();
    expect(Object.keys(files)).to.deep.equal(["01-streaming-ingestion.ipynb", "src/etl/consumer.ts"]);
    expect(strFromU8(files["src/etl/consumer.ts"] ?? new Uint8Array())).to.equal("// mine: ü\n");
  });

  it("adds the number of hints that the learner has seen, if there are any", async () => {
    await project.write(".labs/hints/01-streaming-ingestion.create.json", JSON.stringify({ seen: 2 }));
    await project.runLabs("pack", "01");
    const { "hints.json": hints } = await packLab();
    expect(JSON.parse(strFromU8(hints ?? new Uint8Array()))).to.deep.equal({ "01-streaming-ingestion.create": 2 });
    await rm(join(project.root, ".labs", "hints"), { recursive: true });
    await project.runLabs("pack", "01");
    expect(await packLab()).to.not.have.property("hints.json");
  });

  it("lists the exercises that are still open", async () => {
    expect((await project.runLabs("pack", "01")).out).to.include(
      "Still open: 01-streaming-ingestion.create, src/etl/consumer.ts:4.",
    );
    await project.write(
      "src/etl/consumer.ts",
      (await project.read("src/etl/consumer.ts")).replace("return None;", "return 3;"),
    );
    expect((await project.runLabs("pack", "01")).out).to.match(/Still open: 01-streaming-ingestion\.create\.$/);
  });

  it("creates the same zip from the same work on request", async () => {
    await project.runLabs("pack", "01", "--out", "a/mine.zip");
    await project.runLabs("pack", "01");
    expect(await readFile(join(project.root, "a/mine.zip"))).to.deep.equal(await readFile(join(project.root, ZIP)));
  });

  it("fails for a missing or damaged notebook, in one line", async () => {
    await project.write("notebooks/01-streaming-ingestion.ipynb", '{ "cells": [');
    expect(await project.runLabs("pack", "01")).to.deep.equal({
      status: 1,
      out: "",
      err: "notebooks/01-streaming-ingestion.ipynb is damaged and can't be read as a notebook. Save it again in JupyterLab, then pack.",
    });
    await rm(join(project.root, "notebooks"), { recursive: true });
    expect((await project.runLabs("pack", "01")).err).to.equal(
      "notebooks/01-streaming-ingestion.ipynb can't be packed: no such file.",
    );
    expect(project.has(ZIP)).to.equal(false);
  });

  it("packs nothing that a link leads to, and reset neither writes nor keeps it; a plain read would", async function () {
    skipIf(this, process.platform === "win32" ? "a link takes rights there" : undefined);
    await project.write("secret", "a secret");
    const script = join(project.root, "src/etl/consumer.ts");
    await rm(script);
    await symlink(join(project.root, "secret"), script);
    expect(await readFile(script, "utf8")).to.equal("a secret");
    for (const command of ["pack", "reset"]) {
      const { status, err } = await project.runLabs(command, "01");
      expect([status, err], command).to.deep.equal([
        1,
        "src/etl/consumer.ts is a link, or not a regular file. Replace it with the file itself, then try again.",
      ]);
    }
    expect([project.has(ZIP), await project.read("secret")]).to.deep.equal([false, "a secret"]);
  });
});
