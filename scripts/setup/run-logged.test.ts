import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const MODULE = pathToFileURL(join(import.meta.dirname, "run-logged.mjs")).href;
/** An install of two commands; the first never ends by itself. */
const INSTALL = `
  import { runInterruptibly, runLogged } from ${JSON.stringify(MODULE)};
  const run = (title) => runLogged({
    title, command: process.execPath, args: ["-e", "setInterval(() => {}, 1e6)"], cwd: ".", log: process.argv[1],
  });
  await runInterruptibly(async () => { await run("First"); await run("Second"); }, "npm start")
    .catch((error) => console.log(error.name, error.message));
`;

describe("an interrupted installation", () => {
  const folder = createTemporaryFolder();

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`ends the running command on ${signal}, starts no other, and prints one line`, async () => {
      const args = ["--input-type=module", "--eval", INSTALL, join(folder, "log")];
      const install = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      let text = "";
      install.stdout.on("data", (data) => {
        if (text === "") install.kill(signal);
        text += String(data);
      });
      const status = await new Promise((resolve) => install.on("close", resolve));
      expect(text.split("\n")).to.deep.equal([
        "First …",
        "SetupFailure Interrupted: the installation is not finished. `npm start` detects that and starts over.",
        "",
      ]);
      expect(status).to.equal(0);
    });
});
