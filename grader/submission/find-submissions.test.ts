import { spawnSync } from "node:child_process";
import { mkdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { buildSync } from "esbuild";
import { strToU8, zipSync } from "fflate";
import { skipIf } from "../../cloud/testing/skip";
import { LAB, useSubmissions } from "../testing/use-submissions";
import { createSharingZip } from "../testing/zip-bytes";
import { findClass } from "./find-submissions";
import { MissingSubmission } from "./look-at-path";
import { readSubmission } from "./read-submission";
import { formatSources } from "./source-lines";

describe("finding the submissions in paths", () => {
  const { root, write, find } = useSubmissions();

  it("reads a folder with the notebook by its name and the script by its path", async () => {
    await write("anna/notebooks/01-lab.ipynb", "notebook");
    await write("anna/src/etl/consumer.ts", "script");
    const [anna, ...others] = await find("anna");
    expect(others).to.deep.equal([]);
    expect(anna).to.deep.include({ id: "anna", notebook: "notebook", notes: [] });
    expect(anna?.scripts.get("src/etl/consumer.ts")).to.equal("script");
  });

  it("reads a folder's entries as submissions: folders, zips and notebooks, ordered by name", async () => {
    await write("class/carla/01-lab.ipynb");
    await write("class/anna.ipynb");
    await write(
      "class/bert.zip",
      zipSync({ "01-lab.ipynb": strToU8("zipped"), "src/etl/consumer.ts": strToU8("script") }),
    );
    await write("class/notes.txt");
    await write("class/.hidden.ipynb");
    // A single file with a name like Canvas's does not make the folder an export of Canvas.
    await write("class/diana_12_345_01-lab.ipynb");
    const found = await find("class");
    expect(found.map(({ id }) => id)).to.deep.equal(["anna", "bert", "carla", "diana_12_345_01-lab"]);
    expect(found[0]?.notes).to.deep.equal(["There is no src/etl/consumer.ts: its exercises count as open."]);
    expect(found[1]).to.deep.include({ notebook: "zipped", notes: [] });
  });

  it("reads single scripts: each is the lab's script, and the notebook's exercises are open", async () => {
    await write("class/anna-consumer.ts", "anna's");
    await write("class/bert.ts", "bert's");
    await write("class/types.d.ts", "nobody's");
    await write("class/carla.ipynb", "carla's");
    await write("canvas/doejane_1234_56789_my_consumer-1.ts", "jane's");
    const getText = (item: { scripts: ReadonlyMap<string, string> } | undefined) =>
      item?.scripts.get("src/etl/consumer.ts");
    await write("more/diana-consumer.ts", "diana's");
    const found = await find("class", "canvas", "more/diana-consumer.ts");
    expect(found.map(({ id }) => id)).to.deep.equal([
      "anna-consumer",
      "bert",
      "carla",
      "doejane-1234",
      "diana-consumer",
    ]);
    expect(found.map(getText)).to.deep.equal(["anna's", "bert's", undefined, "jane's", "diana's"]);
    expect(found[1]?.notes).to.deep.equal([
      "bert.ts was handed in alone, as src/etl/consumer.ts.",
      "There is no 01-lab.ipynb: its exercises count as open.",
    ]);
  });

  it("reads single scripts if the name shows which of several they are", async () => {
    const lab = { ...LAB, scripts: ["src/fuel/gas-station-app.ts", "src/fuel/fuel-truck-app.ts"] };
    await write("class/anna_gas_station_app.ts", "anna's");
    await write("class/bert.ts", "which?");
    const { found } = await findClass([join(root, "class")], lab);
    expect(found.map(({ id }) => id)).to.deep.equal(["anna_gas_station_app"]);
    const [anna] = await Promise.all(found.map((submission) => readSubmission(submission, lab)));
    expect([...(anna?.scripts ?? [])]).to.deep.equal([["src/fuel/gas-station-app.ts", "anna's"]]);
  });

  it("reads a single zip whose files are below a folder", async () => {
    await write(
      "bert.zip",
      zipSync({ "lab/notebooks/01-lab.ipynb": strToU8("n"), "lab/src/etl/consumer.ts": strToU8("s") }),
    );
    const [bert] = await find("bert.zip");
    expect(bert?.scripts.get("src/etl/consumer.ts")).to.equal("s");
    expect(bert?.notes).to.deep.equal([]);
  });

  it("reads a single zip or folder with a notebook of any name beside the lab's script", async () => {
    await write("anna.zip", zipSync({ "hw1.ipynb": strToU8("n"), "consumer (final).ts": strToU8("s") }));
    await write("bert/hw1.ipynb", "n");
    await write("bert/consumer.ts", "s");
    for (const path of ["anna.zip", "bert"]) {
      const [first, another] = await find(path);
      expect([first?.id, first?.scripts.get("src/etl/consumer.ts"), another]).to.deep.equal([
        path.replace(".zip", ""),
        "s",
        undefined,
      ]);
      expect(first?.notebook).to.equal("n");
    }
  });

  it("assigns different ids to equal names", async () => {
    await write("b/anna.ipynb");
    await write("b/Anna.zip", zipSync({ "01-lab.ipynb": strToU8("n") }));
    expect((await find("b")).map(({ id }) => id)).to.deep.equal(["Anna", "anna-2"]);
    await write("c/.zip", zipSync({ "01-lab.ipynb": strToU8("n") }));
    expect((await find("c/.zip", "c/.zip")).map(({ id }) => id)).to.deep.equal(["submission", "submission-2"]);
  });

  it("reads each of several zips as a single submission, so nobody can submit for others by the names in a zip", async () => {
    const forged = {
      "alice/01-lab.ipynb": strToU8("a"),
      "bob/01-lab.ipynb": strToU8("b"),
      "eve/01-lab.ipynb": strToU8("e"),
    };
    const canvas = { "bob_12_345_01-lab.ipynb": strToU8("b"), "eve_13_346_01-lab.ipynb": strToU8("e") };
    await write("aaa.zip", zipSync(forged));
    await write("bbb.zip", zipSync(canvas));
    await write("bob.zip", zipSync({ "01-lab.ipynb": strToU8("bob's own") }));
    const paths = ["aaa.zip", "bbb.zip", "bob.zip"].map((path) => join(root, path));
    const { found, sources, older } = await findClass(paths, LAB);
    expect(found.map(({ id, student }) => ({ id, ...student }))).to.deep.equal([
      { id: "aaa" },
      { id: "bbb" },
      { id: "bob" },
    ]);
    expect(formatSources({ sources, older })).to.deep.equal([
      "aaa.zip seems to hold several submissions, but counts as one because there are other paths: alice, bob, eve. With --exports, each zip is a class.",
      "bbb.zip seems to hold several submissions, but counts as one because there are other paths: bob-12, eve-13. With --exports, each zip is a class.",
    ]);
    const [first] = await findClass([join(root, "aaa.zip")], LAB).then((item) => item.found);
    expect(first?.id).to.equal("alice");
    const asClasses = await findClass([join(root, "aaa.zip"), join(root, "bbb.zip")], LAB, { exports: true });
    expect(asClasses.found.map(({ id }) => id)).to.deep.equal(["alice", "bob", "eve", "bob-12", "eve-13"]);
  });

  it("stops the run if two paths contain the same id", async () => {
    await write("aaa/bob.ipynb", "forged");
    await write("aaa/eve.ipynb", "forged");
    await write("Bob.zip", zipSync({ "01-lab.ipynb": strToU8("bob's own") }));
    const failure = await find("aaa", "Bob.zip").then(String, (error: unknown) => error);
    expect(failure).to.be.instanceOf(MissingSubmission);
    expect((failure as Error).message).to.match(
      /aaa and .*Bob\.zip hold a submission with the id "Bob", so nothing was graded/,
    );
  });

  it("reports which parts are missing or misnamed", async () => {
    await write("anna/mine.ipynb", "notebook");
    await write("anna/readme.md");
    const [anna] = await find(".");
    expect(anna?.notebook).to.equal("notebook");
    expect(anna?.notes).to.deep.equal([
      "The notebook is called mine.ipynb instead of 01-lab.ipynb.",
      "There is no src/etl/consumer.ts: its exercises count as open.",
    ]);
  });

  it("reads the encoding that they declare", async () => {
    await write("anna.ipynb", Buffer.from("\uFEFF{ä}", "utf16le"));
    expect((await find("anna.ipynb"))[0]?.notebook).to.equal("{ä}");
    await write("bert.ipynb", Buffer.from("\uFEFF{ä}", "utf16le").swap16());
    expect((await find("bert.ipynb"))[0]?.notebook).to.equal("{ä}");
  });

  for (const [title, file, data, status] of [
    ["a zip that is none", "x.zip", "no zip", "unreadable"],
    ["a zip with a path that leads out of it", "x.zip", zipSync({ "../../01-lab.ipynb": strToU8("n") }), "rejected"],
    ["a zip with an absolute path", "x.zip", zipSync({ "/etc/01-lab.ipynb": strToU8("n") }), "rejected"],
    ["an empty folder", "x/readme.md", "", "unreadable"],
    ["a notebook of other bytes", "x.ipynb", new Uint8Array([0xc3, 0x28, 0xff]), "unreadable"],
  ] as const) {
    it(`gives ${title} the status ${status}, and continues`, async () => {
      await write(`class/${file}`, data);
      await write("class/anna.ipynb");
      const found = await find("class");
      expect(found.map(({ id, problem }) => [id, problem?.status])).to.deep.equal([
        ["anna", undefined],
        ["x", status],
      ]);
    });
  }

  it("searches eight folders deep", async () => {
    const eight = Array.from({ length: 8 }, (_, n) => String(n + 1)).join("/");
    await write(`deep/anna/${eight}/01-lab.ipynb`, "deep");
    await write(`deep/bert/${eight}/9/01-lab.ipynb`, "too deep");
    expect((await find("deep")).map(({ notebook }) => notebook)).to.deep.equal(["deep", undefined]);
  });

  it("skips everything except regular files", async function () {
    skipIf(this, process.platform === "win32" ? "there are no FIFOs" : undefined);
    await write("class/anna/src/etl/consumer.ts", "script");
    spawnSync("mkfifo", [join(root, "class", "anna", "01-lab.ipynb")]);
    const [anna] = await find("class");
    expect([anna?.notebook, anna?.problem, anna?.scripts.size]).to.deep.equal([undefined, undefined, 1]);
  });

  it("takes only the learner's own file from a zip, even if another's name begins the same way", async () => {
    await write("class.zip", zipSync({ "anna.ipynb": strToU8("a"), "anna.ipynb.ipynb": strToU8("b") }));
    expect((await find("class.zip")).map(({ id, notebook }) => [id, notebook])).to.deep.equal([
      ["anna", "a"],
      ["anna.ipynb", "b"],
    ]);
  });

  it("reads nothing but the notebook and the scripts; a Node or a bundler that works in their folder obeys its other files", async () => {
    await write("anna/notebooks/01-lab.ipynb", "notebook");
    await write("anna/src/etl/consumer.ts", "script");
    await write("anna/src/index.ts", "theirs");
    await write("anna/package.json", '{ "imports": { "#chai": "./theirs.cjs" } }');
    await write("anna/tsconfig.json", '{ "compilerOptions": { "paths": { "mocha": ["./theirs.cjs"] } } }');
    await write("anna/node_modules/chai/index.js", 'module.exports = "theirs";');
    await write("anna/theirs.cjs", 'module.exports = "theirs"; if (process.env.NODE_OPTIONS) console.log("theirs");');
    await write("anna/.env", "NODE_OPTIONS=--require=./theirs.cjs");
    const [anna] = await find("anna");
    expect(anna).to.deep.equal({
      id: "anna",
      notebook: "notebook",
      scripts: new Map([["src/etl/consumer.ts", "script"]]),
      notes: [],
    });
    const folder = join(root, "anna");
    const runNode = (...args: string[]) =>
      spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" }).stdout.trim();
    expect([runNode("-p", 'require("chai") + require("#chai")'), runNode("--env-file=.env", "-e", "0")]).to.deep.equal([
      "theirstheirs",
      "theirs",
    ]);
    const { outputFiles } = buildSync({
      stdin: { contents: 'import "mocha";', resolveDir: folder },
      bundle: true,
      write: false,
      logLevel: "silent",
    });
    expect(outputFiles[0]?.text).to.contain("theirs");
  });

  it("ignores the reports of an earlier run", async () => {
    await write("class/anna.ipynb");
    await write("class/grades/results.json");
    const { found } = await findClass([join(root, "class")], LAB, { except: join(root, "class", "grades") });
    expect(found.map(({ id }) => id)).to.deep.equal(["anna"]);
  });

  const findIn = async (path: string) =>
    (await findClass([join(root, path)], LAB)).found.map(({ id, student }) => ({ id, ...student }));
  const files = { "01-lab.ipynb": "n", "src/etl/consumer.ts": "s" };
  const createZip = (entries: Record<string, string | Uint8Array>) =>
    zipSync(
      Object.fromEntries(
        Object.entries(entries).map(([name, data]) => [name, typeof data === "string" ? strToU8(data) : data]),
      ),
    );

  it("reads Canvas exports: all files in one folder, named by learner", async () => {
    await write("class/doejane_LATE_12_345_01-lab.ipynb", "jane");
    await write("class/doejane_LATE_12_346_consumer-1.ts", "script");
    await write("class/roerichard_13_347_packed.zip", createZip(files));
    expect(await findIn("class")).to.deep.equal([
      { id: "doejane-12", lmsId: "12", name: "doejane", late: true },
      { id: "roerichard-13", lmsId: "13", name: "roerichard" },
    ]);
    const [jane, richard] = await find("class");
    expect([jane?.notebook, jane?.scripts.get("src/etl/consumer.ts")]).to.deep.equal(["jane", "script"]);
    expect([richard?.notebook, richard?.scripts.get("src/etl/consumer.ts")]).to.deep.equal(["n", "s"]);
  });

  it("orders submissions by name, even if a zip has another order", async () => {
    await write("class.zip", createZip({ "zoe.ipynb": "z", "anna.ipynb": "a" }));
    expect((await findIn("class.zip")).map(({ id }) => id)).to.deep.equal(["anna", "zoe"]);
  });

  it("reads a zip in a folder if nothing else was submitted", async () => {
    await write("class/anna/packed.zip", createZip(files));
    await write("class/bert/01-lab.ipynb", "own");
    await write("class/bert/data.zip", createZip(files));
    await write("class/carla/1.zip", createZip(files));
    await write("class/carla/2.zip", createZip(files));
    expect((await find("class")).map(({ notebook, problem }) => notebook ?? problem?.status)).to.deep.equal([
      "n",
      "own",
      "unreadable",
    ]);
  });

  it("reads Moodle exports: a folder for each learner, in a zip", async () => {
    await write(
      "class.zip",
      createZip({
        "Jane Doe_123_assignsubmission_file_/01-lab.ipynb": "jane",
        "Jane Doe_123_assignsubmission_onlinetext_/onlinetext.html": "hello",
        "Richard Roe_124_assignsubmission_file_/packed.zip": createZip(files),
      }),
    );
    expect(await findIn("class.zip")).to.deep.equal([
      { id: "Jane Doe-123", lmsId: "123", name: "Jane Doe" },
      { id: "Richard Roe-124", lmsId: "124", name: "Richard Roe" },
    ]);
    const [jane, richard] = await find("class.zip");
    expect([jane?.notebook, richard?.notebook, richard?.scripts.get("src/etl/consumer.ts")]).to.deep.equal([
      "jane",
      "n",
      "s",
    ]);
  });

  it("reads Gradescope exports: a folder for each, with a file about all of them", async () => {
    const metadata =
      "submission_1:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '7'\n    :email: jane@example.org\n  :created_at: 2026-11-20 09:15:02 +0100\n" +
      'submission_2:\n  :submitters:\n  - :name: "Richard Roe"\n    :email: richard@example.org\n';
    const class_ = {
      "export/submission_metadata.yml": metadata,
      "export/submission_1/01-lab.ipynb": "jane",
      "export/submission_2/01-lab.ipynb": "richard",
    };
    await write("class.zip", createZip(class_));
    for (const [path, text] of Object.entries(class_)) await write(path, text);
    for (const path of ["class.zip", "export"]) {
      expect(await findIn(path)).to.deep.equal([
        { id: "jane@example.org", name: "Jane Doe", email: "jane@example.org", submitted: "2026-11-20T08:15:02.000Z" },
        { id: "richard@example.org", name: "Richard Roe", email: "richard@example.org" },
      ]);
      expect((await find(path)).map(({ notebook }) => notebook)).to.deep.equal(["jane", "richard"]);
    }
  });

  it("reads Gradescope's metadata up to 16 MiB, and ignores a larger file", async () => {
    const about = "submission_1:\n  :name: Jane Doe\nrest: ";
    for (const [bytes, names] of [
      [16 * 2 ** 20, ["Jane Doe"]],
      [16 * 2 ** 20 + 1, [undefined]],
    ] as const) {
      const metadata = strToU8(about.padEnd(bytes, "x"));
      const class_ = { "submission_metadata.yml": metadata, "submission_1/01-lab.ipynb": strToU8("jane") };
      await write("class.zip", zipSync(class_, { level: 0 }));
      expect((await findClass([join(root, "class.zip")], LAB)).found.map(({ student }) => student.name)).to.deep.equal(
        names,
      );
    }
  });

  it("keeps the letters of their learners' names, of every script, within the bytes that file systems allow", async () => {
    const names = ["विक्रम", "สมชาย", "Zoë", "\u{20BB7}".repeat(60), "x".repeat(203)];
    for (const name of names) await write(`class/${name}/01-lab.ipynb`);
    const ids = (await find("class")).map(({ id }) => id);
    expect(ids).to.have.members(["विक्रम", "สมชาย", "Zoë", "\u{20BB7}".repeat(50), "x".repeat(200)]);
  });

  it("rejects a submission where a script holds more code than any honest one", async () => {
    await write("anna/01-lab.ipynb");
    await write("anna/src/etl/consumer.ts", "x".repeat(2 ** 20 + 1));
    const [anna] = await find("anna");
    expect(anna?.problem).to.deep.equal({
      status: "rejected",
      says: "src/etl/consumer.ts holds more than 1 MiB of code.",
    });
  });

  it("rejects a submission that unpacks to more than anybody submits", async () => {
    await write("class/bomb.zip", createSharingZip(["01-lab.ipynb"], new Uint8Array(129 * 2 ** 20)));
    await write("class/anna.ipynb");
    expect((await find("class")).map(({ id, problem }) => [id, problem?.says])).to.deep.equal([
      ["anna", undefined],
      ["bomb", "01-lab.ipynb is larger than 128 MiB."],
    ]);
  });

  it("rejects a zip of more than a gibibyte without reading it", async () => {
    await truncate(await write("huge.zip", ""), 2 ** 30 + 1);
    const [huge] = await find("huge.zip");
    expect(huge?.problem).to.deep.equal({ status: "rejected", says: "The zip is larger than 1 GiB." });
  });

  it("reports a zip with false sizes as unreadable, and uses no more memory than it states", async () => {
    const bytes = zipSync({ "01-lab.ipynb": new Uint8Array(2 ** 20) }, { level: 9 });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // The zip's directory says 100 bytes, but the file has a million.
    const directory = bytes.length - 22 - 46 - "01-lab.ipynb".length;
    view.setUint32(directory + 24, 100, true);
    await write("liar.zip", bytes);
    const [liar] = await find("liar.zip");
    expect(liar?.problem?.status ?? liar?.notebook?.length).to.be.oneOf(["unreadable", 100]);
  });

  it("requires each path to exist", async () => {
    await mkdir(join(root, "empty"));
    await write("readme.md");
    for (const path of ["empty", "nowhere", "readme.md"]) {
      const outcome = await find(path).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(MissingSubmission);
    }
  });
});
