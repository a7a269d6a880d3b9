import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { sep } from "node:path";
import { setImmediate as immediately } from "node:timers/promises";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { isRunning, showScript, startScript, stopScript } from "./start-script";
import { waitUntil } from "../../cloud/testing/until";

const FOLDER = ".labs/test-start-script";
const WAITS = `${FOLDER}/waits.ts`;
const FAILS = `${FOLDER}/fails.ts`;
const FAILS_LATER = `${FOLDER}/fails-later.ts`;

describe("startScript", () => {
  const output = captureOutput();
  before(() => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(
      WAITS,
      `
      import { writeFileSync } from "node:fs";
      setInterval(() => undefined, 1000);
      process.on("SIGINT", () => { console.log("bye"); writeFileSync(${JSON.stringify(`${FOLDER}/ended`)}, ""); process.exit(0); });
      console.log("started with " + process.argv.slice(2).join(" "));
    `,
    );
    writeFileSync(
      FAILS_LATER,
      'console.log("reading"); setImmediate(() => { console.error("no such thing"); process.exit(1); });',
    );
    writeFileSync(FAILS, 'console.error("no such thing"); process.exit(1);');
  });
  // A test that fails leaves its script, which would keep this process from ending.
  afterEach(async () => {
    if (isRunning(WAITS)) await stopScript(WAITS);
  });
  after(() => rmSync(FOLDER, { recursive: true, force: true }));

  /** What `startScript` throws. On a busy machine a script may go on for longer than it is watched before it fails: then it is started again. */
  async function catchFailure(script: string): Promise<unknown> {
    for (;;) {
      const thrown: unknown = await startScript(script).catch((error: unknown) => error);
      if (thrown !== undefined) return thrown;
      await immediately();
    }
  }

  it("starts a script with its options, stores its output, and stops it as Ctrl-C does", async () => {
    await startScript(WAITS, { stream: "a b", json: '{"x": "y"}' });
    expect(output.getText()).to.contain(`${WAITS} runs in the background.`);
    showScript(WAITS);
    expect(output.getText())
      .to.contain('started with --stream a b --json {"x": "y"}')
      .and.contain("(still running; all of it: .labs/logs/waits.log)".replaceAll("/", sep));
    await stopScript(WAITS);
    expect(output.getText()).to.contain(`${WAITS}: bye\n`);
    expect(readFileSync(".labs/logs/waits.log", "utf8")).to.match(/^started with .*\nbye\n$/);
  });
  it("leaves a running script alone", async () => {
    await startScript(WAITS);
    await startScript(WAITS);
    expect(output.getText()).to.contain(`${WAITS} is already running.`);
    await stopScript(WAITS);
  });
  it("throws the output of a script that ends at once", async () => {
    const thrown = await catchFailure(FAILS);
    expect(thrown).to.be.an("error").with.property("message", `${FAILS} ended with status 1:\nno such thing`);
  });
  it("throws even if it ends right after its first line", async () => {
    const thrown = await catchFailure(FAILS_LATER);
    expect(thrown)
      .to.be.an("error")
      .with.property("message", `${FAILS_LATER} ended with status 1:\nreading\nno such thing`);
  });
  it("shows the error's own lines, with the script's line, and none of Node's", async () => {
    writeFileSync(
      `${FOLDER}/breaks.ts`,
      [
        'import { runScript } from "../../src/running/run-script";',
        'process.env.LABS_TARGET = "cloud";',
        'await runScript({ usage: "", options: [], async run() {',
        '  for (let n = 0; n < 30; n += 1) console.log("line " + n);',
        "  const session = JSON.parse('{}') as { user: { country: string } };",
        "  console.log(session.user.country);",
        "} });",
      ].join("\n"),
    );
    const thrown = await catchFailure(`${FOLDER}/breaks.ts`);
    expect(String(thrown)).to.contain(
      `${FOLDER}/breaks.ts, line 6:\n    console.log(session.user.country);\nCannot read properties of undefined (reading 'country')`,
    );
    showScript(`${FOLDER}/breaks.ts`, { lines: 1 });
    expect(output.getText()).to.contain(
      `${FOLDER}/breaks.ts, line 6:\n    console.log(session.user.country);\nCannot read`,
    );

    writeFileSync(`${FOLDER}/no-syntax.ts`, "const a = ;\n");
    const broken = String(await startScript(`${FOLDER}/no-syntax.ts`).catch((error: unknown) => error));
    expect(broken).to.contain(
      `The script didn't start, because its code has a syntax error.\n${FOLDER}/no-syntax.ts, line 1: Unexpected ";". Fix this line, or the one before it, and save the file.`,
    );
    expect(broken).not.to.match(/node_modules|node:internal|Node\.js v|TransformError/);
  });
  it("reports a script that isn't running", async () => {
    await stopScript(`${FOLDER}/never.ts`);
    showScript(`${FOLDER}/never.ts`);
    expect(output.getText()).to.equal(
      `${FOLDER}/never.ts does not run.\n${FOLDER}/never.ts was not started from this notebook.\n`,
    );
  });
  it("ends the script with the process that started it, even if that is killed", async () => {
    rmSync(`${FOLDER}/ended`, { force: true });
    writeFileSync(
      `${FOLDER}/parent.ts`,
      `
      import { startScript } from "../../src/running/start-script";
      await startScript(${JSON.stringify(WAITS)});
      setInterval(() => undefined, 1000);
    `,
    );
    const parent = spawn(process.execPath, ["--import", "tsx", `${FOLDER}/parent.ts`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    parent.kill("SIGKILL");
    await waitUntil(() => existsSync(`${FOLDER}/ended`));
  });
});
