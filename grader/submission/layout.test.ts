import { expect } from "chai";
import { isSingleSubmission, detectLayout, findMeantScript } from "./layout";

const SCRIPTS = ["src/etl/consumer.ts"];
const createGroups = (
  paths: readonly string[],
  { metadata, scripts = SCRIPTS }: { metadata?: string; scripts?: string[] } = {},
) => detectLayout(paths, { scripts, metadata }).groups;
const listNames = (paths: readonly string[]) => createGroups(paths).map(({ name }) => name);

describe("detecting the layout of submissions in a container", () => {
  it("finds a folder, a zip, a notebook or a script for each, ordered by name", () => {
    expect(createGroups(["zoe.ipynb", "bert/01-lab.ipynb", "bert/x", "anna.zip", "carla-consumer.ts"])).to.deep.equal([
      { name: "anna", entries: [{ path: "anna.zip", as: "anna.zip" }], student: {} },
      { name: "bert", entries: [{ path: "bert/", as: "" }], student: {} },
      { name: "carla-consumer", entries: [{ path: "carla-consumer.ts", as: "carla-consumer.ts" }], student: {} },
      { name: "zoe", entries: [{ path: "zoe.ipynb", as: "zoe.ipynb" }], student: {} },
    ]);
    expect(listNames([".git/x", ".hidden.ipynb", "notes.txt", "types.d.ts", "data.json"])).to.deep.equal([]);
    expect(listNames(["x.ipynb.txt", "y.ipynb.json", "anna.zip/01-lab.ipynb"])).to.deep.equal(["anna", "x", "y"]);
    expect(listNames(["consumer (final).ts", "bert.pdf", "carla.ts.txt"])).to.deep.equal([
      "bert",
      "carla",
      "consumer (final)",
    ]);
  });

  it("detects Canvas if most submitted files have its names; the others count by their own", () => {
    const canvas = [
      "doejane_LATE_12_345_01-lab-2.ipynb",
      "roe_richard_13_347_packed.zip",
      "doejane_12_346_consumer.ts",
    ];
    expect(createGroups([...canvas, "readme.md"])).to.deep.equal([
      {
        name: "doejane-12",
        entries: [
          { path: "doejane_12_346_consumer.ts", as: "consumer.ts" },
          { path: "doejane_LATE_12_345_01-lab-2.ipynb", as: "01-lab.ipynb" },
        ],
        student: { lmsId: "12", name: "doejane" },
        newest: 346,
      },
      {
        name: "roe_richard-13",
        entries: [{ path: "roe_richard_13_347_packed.zip", as: "packed.zip" }],
        student: { lmsId: "13", name: "roe_richard" },
        newest: 347,
      },
    ]);
    expect(listNames([...canvas, "other.ipynb"])).to.deep.equal(["doejane-12", "roe_richard-13", "other"]);
    expect(listNames([...canvas, "folder/x"])).to.deep.equal(["doejane-12", "roe_richard-13", "folder"]);
    expect(listNames([...canvas, "1.ipynb", "2.ipynb", "3.ipynb"]))
      .to.have.length(6)
      .and.include("doejane_12_346_consumer");
    expect(listNames(["a_b_12_345_x.txt"])).to.deep.equal(["a_b-12"]);
  });

  it("detects Moodle if a folder has its name; online texts are ignored, and the others count by their own names", () => {
    const paths = [
      "Jane Doe_123_assignsubmission_file_/x",
      "Jane Doe_123_assignsubmission_onlinetext_/y",
      "Richard Roe_124_assignsubmission_file/x",
      "other/z",
      "other.ipynb",
    ];
    expect(createGroups(paths)).to.deep.equal([
      {
        name: "Jane Doe-123",
        entries: [{ path: "Jane Doe_123_assignsubmission_file_/", as: "" }],
        student: { lmsId: "123", name: "Jane Doe" },
      },
      {
        name: "Richard Roe-124",
        entries: [{ path: "Richard Roe_124_assignsubmission_file/", as: "" }],
        student: { lmsId: "124", name: "Richard Roe" },
      },
      { name: "other", entries: [{ path: "other.ipynb", as: "other.ipynb" }], student: {} },
      { name: "other", entries: [{ path: "other/", as: "" }], student: {} },
    ]);
  });

  it("detects Gradescope by its metadata, which counts for each of its folders", () => {
    const metadata = [
      "  :name: Nobody",
      "submission_1:",
      "  :submitters:",
      "  - :name: 'Jane Doe'",
      "  :created_at: 2026-11-20 09:15:02 Z",
      "submission_3:",
      "  :email: roe@example.org",
      "  :created_at: some day",
      "submission_5:",
      "submission_2:",
      "  :name: Last",
    ].join("\r\n");
    const paths = [
      "submission_1/x",
      "submission_2/x",
      "submission_3/x",
      "submission_4/x",
      "submission_5/x",
      "submission_x/x",
      "x.ipynb",
    ];
    expect(
      createGroups([...paths, "submission_metadata.yml"], { metadata }).map(({ name, student }) => [name, student]),
    ).to.deep.equal([
      ["Jane Doe-1", { name: "Jane Doe", submitted: "2026-11-20T09:15:02.000Z" }],
      ["Last-2", { name: "Last" }],
      ["roe@example.org", { email: "roe@example.org" }],
      ["submission_4", {}],
      ["submission_5", {}],
      ["submission_x", {}],
      ["x", {}],
    ]);
  });

  it("finds a single submission if a notebook is beside scripts with the lab's names, and a class if there are files of several learners", () => {
    const lab = { notebook: "notebooks/01-x.ipynb", scripts: ["src/etl/consumer.ts"] };
    for (const paths of [
      ["hw1.ipynb", "consumer.ts"],
      ["anna/hw1.ipynb", "anna/consumer.ts"],
      ["hw1.ipynb", "consumer (final).ts", "readme.txt"],
      ["hw1.ipynb", "consumer.ts", ".ipynb_checkpoints/hw1-checkpoint.ipynb", "__MACOSX/._hw1.ipynb"],
      ["hw1.ipynb", "notes/readme.txt"],
    ])
      expect(isSingleSubmission(paths, lab), paths.join()).to.equal(true);
    for (const paths of [
      ["anna.ipynb", "bob.ipynb"],
      ["anna.ipynb", "bob-consumer.ts"],
      ["anna.ipynb", "bob/consumer.ts"],
      ["anna.ipynb", "bob.zip"],
      ["anna.ipynb", "consumer.ts", "bob/hw1.ipynb"],
      ["anna/hw1.ipynb", "bob/hw1.ipynb"],
      ["anna/hw1.ipynb", "consumer.ts"],
      ["consumer.ts"],
    ])
      expect(isSingleSubmission(paths, lab), paths.join()).to.equal(false);
  });

  it("finds a single submission if the lab's notebook or a script is at its path, at the top or below one folder", () => {
    const lab = { notebook: "notebooks/01-lab.ipynb", scripts: SCRIPTS };
    for (const paths of [
      ["notebooks/01-lab.ipynb"],
      ["x", "01-lab.ipynb"],
      ["a/x", "b/x", "src/etl/consumer.ts"],
      ["mine/01-lab.ipynb", "mine/x"],
      ["mine/notebooks/01-lab.ipynb"],
      ["mine/src/etl/consumer.ts"],
    ])
      expect(isSingleSubmission(paths, lab), paths.join()).to.equal(true);
    for (const paths of [[], ["02-lab.ipynb"], ["mine/01-lab.ipynb", "other"], ["a/b/01-lab.ipynb"], ["consumer.ts"]])
      expect(isSingleSubmission(paths, lab), paths.join()).to.equal(false);
  });

  it("takes a file for the script whose name it ends with, or for the lab's only one", () => {
    const two = ["src/fuel/gas-station-app.ts", "src/fuel/fuel-truck-app.ts"];
    for (const [file, scripts, script] of [
      ["x/Anna_Gas_Station_App.ts", two, two[0]],
      ["bert-fuel-truck-app.ts", two, two[1]],
      ["fuel-truck-app (final).ts", two, two[1]],
      ["fuel-truck-app(1).ts", two, two[1]],
      ["gas-station-app - Copy (2).ts", two, two[0]],
      ["gas_station_app_v2.ts.txt", two, two[0]],
      ["fuel-truck-app_Solution.ts", two, undefined],
      ["consumer_Solution.ts", SCRIPTS, undefined],
      [`${" (".repeat(100_000)}.ts`, two, undefined],
      ["bert.ts", two, undefined],
      ["bert.ts", SCRIPTS, SCRIPTS[0]],
      ["bert.d.ts", SCRIPTS, undefined],
      ["bert.js", SCRIPTS, undefined],
      ["bert.ts", [], undefined],
    ] as const)
      expect(findMeantScript(file, scripts), `${file} ${scripts.length}`).to.equal(script);
  });
});
