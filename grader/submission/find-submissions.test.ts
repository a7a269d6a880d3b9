import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { findSubmissions, NoSubmission, readSubmission } from "./find-submissions";

const LAB = { notebook: "notebooks/01-lab.ipynb", scripts: ["src/etl/consumer.ts"] };

describe("the submissions that paths stand for", () => {
  let root: string;
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), "labs-test-")); });
  afterEach(() => rm(root, { recursive: true }));

  const write = async (path: string, data: string | Uint8Array = "{}"): Promise<string> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), data);
    return join(root, path);
  };
  const find = async (...paths: string[]) => Promise.all((await findSubmissions(paths.map((path) => join(root, path)), LAB)).map((found) => readSubmission(found, LAB)));

  it("are a folder with the notebook by its name and the script by its path", async () => {
    await write("anna/notebooks/01-lab.ipynb", "notebook");
    await write("anna/src/etl/consumer.ts", "script");
    const [anna, ...others] = await find("anna");
    expect(others).to.deep.equal([]);
    expect(anna).to.deep.include({ id: "anna", notebook: "notebook", notes: [] });
    expect(anna?.scripts.get("src/etl/consumer.ts")).to.equal("script");
  });

  it("are the entries of a folder: folders, zips and notebooks, in the order of their names", async () => {
    await write("class/carla/01-lab.ipynb");
    await write("class/anna.ipynb");
    await write("class/bert.zip", zipSync({ "01-lab.ipynb": strToU8("zipped"), "src/etl/consumer.ts": strToU8("script") }));
    await write("class/notes.txt");
    await write("class/.hidden.ipynb");
    const found = await find("class");
    expect(found.map(({ id }) => id)).to.deep.equal(["anna", "bert", "carla"]);
    expect(found[1]).to.deep.include({ notebook: "zipped", notes: [] });
  });

  it("may be one zip whose files lie below a folder", async () => {
    await write("bert.zip", zipSync({ "lab/notebooks/01-lab.ipynb": strToU8("n"), "lab/src/etl/consumer.ts": strToU8("s") }));
    const [bert] = await find("bert.zip");
    expect(bert?.scripts.get("src/etl/consumer.ts")).to.equal("s");
    expect(bert?.notes).to.deep.equal([]);
  });

  it("have different ids where names are the same", async () => {
    await write("a/anna.ipynb");
    await write("b/anna.ipynb");
    await write("b/Anna.zip", zipSync({ "01-lab.ipynb": strToU8("n") }));
    expect((await find("a", "b")).map(({ id }) => id)).to.deep.equal(["anna", "Anna-2", "anna-3"]);
  });

  it("say which parts are missing or called otherwise", async () => {
    await write("anna/mine.ipynb", "notebook");
    await write("anna/readme.md");
    const [anna] = await find(".");
    expect(anna?.notebook).to.equal("notebook");
    expect(anna?.notes).to.deep.equal([
      "The notebook is called mine.ipynb instead of 01-lab.ipynb.", "There is no src/etl/consumer.ts: its exercises count as open.",
    ]);
  });

  it("are read in the encoding that they name", async () => {
    await write("anna.ipynb", Buffer.from("\uFEFF{ä}", "utf16le"));
    expect((await find("anna.ipynb"))[0]?.notebook).to.equal("{ä}");
  });

  for (const [what, file, data, status] of [
    ["a zip that is none", "x.zip", "no zip", "unreadable"],
    ["a zip with a path that leads out of it", "x.zip", zipSync({ "../../01-lab.ipynb": strToU8("n") }), "rejected"],
    ["a zip with an absolute path", "x.zip", zipSync({ "/etc/01-lab.ipynb": strToU8("n") }), "rejected"],
    ["an empty folder", "x/readme.md", "", "unreadable"],
    ["a notebook of other bytes", "x.ipynb", new Uint8Array([0xc3, 0x28, 0xff]), "unreadable"],
  ] as const) {
    it(`give ${what} the status ${status}, and go on`, async () => {
      await write(`class/${file}`, data);
      await write("class/anna.ipynb");
      const found = await find("class");
      expect(found.map(({ id, problem }) => [id, problem?.status])).to.deep.equal([["anna", undefined], ["x", status]]);
    });
  }

  it("never follow a link", async () => {
    await write("elsewhere/01-lab.ipynb", "secret");
    await write("class/anna/src/etl/consumer.ts", "script");
    await symlink(join(root, "elsewhere", "01-lab.ipynb"), join(root, "class", "anna", "01-lab.ipynb"));
    const [anna] = await find("class");
    expect(anna?.notebook).to.equal(undefined);
    expect(anna?.notes).to.include("01-lab.ipynb is a link; links are not followed.");
  });

  it("are not the reports of an earlier run", async () => {
    await write("class/anna.ipynb");
    await write("class/grades/results.json");
    const found = await findSubmissions([join(root, "class")], LAB, join(root, "class", "grades"));
    expect(found.map(({ id }) => id)).to.deep.equal(["anna"]);
  });

  it("must be there", async () => {
    await mkdir(join(root, "empty"));
    for (const path of ["empty", "nowhere"]) {
      const outcome = await find(path).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(NoSubmission);
    }
  });
});
