import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../../cloud/testing/temporary-folder";
import { runCommand } from "../command";
import { doctor } from "./doctor";

describe("labs doctor", () => {
  const root = useEmptyFolder();
  beforeEach(() => {
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {} } }));
    writeFileSync(join(root, "requirements.txt"), "");
  });

  async function examine(env: NodeJS.ProcessEnv = {}) {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const status = await runCommand(doctor, [], {
      root,
      cwd: root,
      env,
      isTerminal: false,
      printResult: say,
      printError: say,
    });
    return { status, of: (subject: string) => lines.find((line) => line.includes(` ${subject} `))?.trim() };
  }

  it("fails in a folder where nothing is installed, and explains what to do", async () => {
    const { status, of } = await examine();
    expect(status).to.equal(1);
    expect(of("Node")).to.match(/^ok /);
    expect(of("npm packages")).to.match(/^NO .*none are installed yet; run `npm start`/);
    expect(of("Python environment")).to.match(/^NO .*there is none yet; /);
    expect(of("notebook kernel")).to.match(/^NO .*not registered/);
    expect(of("session")).to.match(/^ok .*none is running/);
  });
  it("detects a kernel registered for another folder", async () => {
    const folder = join(root, ".venv", "share", "jupyter", "kernels", "tslab-labs");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), JSON.stringify({ argv: ["node", "/elsewhere/kernel/start.mjs"] }));
    expect((await examine()).of("notebook kernel")).to.match(/^NO .*another folder/);
    writeFileSync(join(folder, "kernel.json"), JSON.stringify({ argv: ["node", join(root, "kernel/start.mjs")] }));
    expect((await examine()).of("notebook kernel")).to.match(/^ok /);
  });
  it("checks the AWS account if the labs use it, and reports in one line why there is none", async () => {
    expect((await examine()).of("AWS account")).to.equal(undefined);
    const { of } = await examine({ LABS_TARGET: "aws", LABS_AWS_ACCOUNT: "12" });
    expect(of("AWS account")).to.match(/^NO .*An AWS account has 12 digits; "12" is not an account ID/);
  });
  it("detects an interrupted session", async () => {
    mkdirSync(join(root, ".labs"));
    writeFileSync(join(root, ".labs", "session.json"), JSON.stringify({ pid: 2 ** 30, started: "0", children: [] }));
    expect((await examine()).of("session")).to.match(/^note .*an installation was interrupted/);
  });
});
