import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { spawnScript } from "../testing/spawn-script";
import { assertImportsAnswered, ExerciseOpen, None } from "./none";

const EXECUTED = Symbol.for("labs.executed");

/** Acts in the folder of a project that has these files, and no executed cells afterward. */
function runInProject(files: Readonly<Record<string, string>>, act: () => void): void {
  const home = process.cwd();
  const project = ".labs/test-none-project";
  try {
    for (const [path, text] of Object.entries({ "package.json": "", "src/index.ts": "", ...files })) {
      mkdirSync(join(project, dirname(path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    process.chdir(project);
    act();
  } finally {
    process.chdir(home);
    Reflect.deleteProperty(globalThis, EXECUTED);
    rmSync(project, { recursive: true, force: true });
  }
}

describe("None", () => {
  const uses: Readonly<Record<string, () => unknown>> = {
    "a call": () => None(),
    "a call with members": () => None({ bucketName: None, region: None }),
    "a member": () => None.name,
    "a member by its name": () => None["USA"],
    "setting a member": () => (None.x = 1),
    "a template": () => `${None}`,
    "a sum": () => None + 1,
    "adding to a variable": () => {
      let sum = 0;
      sum += None;
      return sum;
    },
    "a comparison": () => None > 0,
    new: () => new None(),
    "spreading its members": () => ({ ...None }),
    "going through it": () => [...None],
    in: () => "a" in None,
    JSON: () => JSON.stringify({ a: None }),
  };
  for (const [use, act] of Object.entries(uses)) {
    it(`throws when used: ${use}`, () => {
      expect(act).to.throw(ExerciseOpen, "is still open");
    });
  }
  it("throws when awaited", async () => {
    const thrown = await (async () => await None)().catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(ExerciseOpen);
  });
  it("can be named, passed on, and stored in an object without an error", () => {
    const passed = ((value: unknown) => ({ value }))(None);
    expect(passed.value === None).to.equal(true);
  });
  it("is a global name too, so that an open answer compiles anywhere", () => {
    expect(globalThis.None === None).to.equal(true);
  });

  it("is found in the files that the running cell imports, and in those beside them", () => {
    const files = {
      "src/app/graph.ts": 'import { isOver } from "./operators/window";\n',
      "src/app/operators/window.ts": "\nexport const isOver = () => {\n  return None;\n};\n",
    };
    runInProject(files, () => {
      Reflect.set(globalThis, EXECUTED, [{ code: 'import { graph } from "./src/app/graph";' }]);
      expect(assertImportsAnswered).to.throw(ExerciseOpen, "The exercise in src/app/operators/window.ts, line 3, is");
      writeFileSync("src/app/operators/window.ts", "export const isOver = () => true;\n");
      expect(assertImportsAnswered).not.to.throw();
    });
  });

  describe("in a script", () => {
    const FOLDER = ".labs/test none"; // With a space, as in many learners' folders.
    before(() => mkdirSync(FOLDER, { recursive: true }));
    after(() => rmSync(FOLDER, { recursive: true, force: true }));

    it("names the script that was started, even if someone else reads None later", async () => {
      const lines = [
        'import "../../src/exercises/none";',
        'import { runScript } from "../../src/running/run-script";',
        'await runScript({ usage: "", options: [], async run() {',
        "  const input = { StreamName: None };",
        "  setImmediate(JSON.stringify, input);",
        "  await new Promise((resolve) => { process.once('uncaughtException', (error) => { console.error(String(error)); resolve(0); }); });",
        "} });",
      ];
      writeFileSync(`${FOLDER}/later.ts`, lines.join("\n"));
      const { err } = await spawnScript(`${FOLDER}/later.ts`, []).ended;
      expect(err).to.contain("The exercise in .labs/test none/later.ts, line 4, is still open");
    });
    it("names the script and its lines with a None", async () => {
      const lines = [
        'import "../../src/exercises/none";',
        'import { runScript } from "../../src/running/run-script";',
        "// None stands where your code belongs",
        'await runScript({ usage: "", options: [], async run() {',
        "  let sum = None;",
        "  sum += 1;",
        "  console.log(sum, None);",
        "} });",
      ];
      writeFileSync(`${FOLDER}/open.ts`, lines.join("\n"));
      const { status, err } = await spawnScript(`${FOLDER}/open.ts`, []).ended;
      expect(status).to.equal(1);
      expect(err).to.match(
        /^The exercise in \.labs\/test none\/open\.ts, lines 5, 7, is still open: replace None with your own code\. .*\n$/,
      );
    });
  });

  describe("in a Lambda function", () => {
    afterEach(() => {
      delete process.env["AWS_LAMBDA_FUNCTION_NAME"];
    });

    it("names the function, which runs far from the course's folder", () => {
      process.env["AWS_LAMBDA_FUNCTION_NAME"] = "GasStationApp";
      expect(() => None()).to.throw("An exercise in the code of GasStationApp is still open");
    });
  });

  describe("in a notebook", () => {
    afterEach(() => {
      Reflect.deleteProperty(globalThis, EXECUTED);
    });

    it("names the running cell", () => {
      Reflect.set(globalThis, EXECUTED, [
        { cellId: "first", code: "" },
        { cellId: "some-cell", code: "None()" },
      ]);
      expect(() => None()).to.throw("The exercise in cell some-cell is still open");
    });
    it("names the file that the cell imports, if it contains a None", () => {
      const code = 'import { producerTemplate } from "./src/collection/setup-data-producer";\nNone();';
      Reflect.set(globalThis, EXECUTED, [{ cellId: "review", code }]);
      expect(() => None()).to.throw(
        /^The exercise in src\/collection\/setup-data-producer\.ts, lines \d+, \d+, \d+, is still open/,
      );
    });
    it("names the exercise above that the running cell uses", () => {
      const toCell = (id: string, exercise?: string) => ({
        ...{ id, cell_type: "code", source: "" },
        metadata: exercise === undefined ? {} : { labs: { exercise } },
      });
      const cells = [
        toCell("hash-key", "05.hash-key"),
        toCell("split", "05.split"),
        toCell("hot-hash"),
        toCell("plot"),
      ];
      runInProject({ "notebooks/05.ipynb": JSON.stringify({ cells }) }, () => {
        const above = [
          { cellId: "hash-key", code: "const hashKeyOf = (key: string) => None;" },
          { cellId: "split", code: "const isBusy = () => true; // instead of None" },
        ];
        Reflect.set(globalThis, EXECUTED, [
          ...above,
          { cellId: "hot-hash", code: "BigInt(hashKeyOf(HOT)); isBusy();" },
        ]);
        expect(() => None()).to.throw("Exercise 05.hash-key is still open");
        Reflect.set(globalThis, EXECUTED, [...above, { cellId: "plot", code: "plot(shares); isBusy();" }]);
        expect(() => None()).to.throw("An exercise that this cell uses is still open");
      });
    });
    it("explains what to do if the notebook program sends no cell id", () => {
      Reflect.set(globalThis, EXECUTED, [{ code: "None()" }]);
      expect(() => None()).to.throw(
        "This exercise is still open: replace None with your own code. Replace each None between START CODE HERE",
      );
    });
  });
});
