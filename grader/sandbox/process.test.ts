import { expect } from "chai";
import { DEFAULT_LIMITS } from "./limits";
import { startProcess } from "./process";
import type { SandboxMessage } from "./inside/messages";
import { skipIf } from "../../test/skip";

describe("a process that runs a submission's code", () => {
  it("is not heard any more once it is to end, however long it lives on", async function () {
    skipIf(this, process.platform === "win32" ? "Windows has no process groups" : undefined);
    // A process outside its group stands for one that takes a while to end, as in a namespace on a busy machine.
    const late =
      'const fs = require("fs"); const say = (fd, text) => { for (let n = 0; n < text.length;) try { n += fs.writeSync(fd, text.slice(n)); } catch {} };' +
      'say(1, "x".repeat(4e6)); say(3, JSON.stringify({ did: "cell", id: "late", ok: true, output: "" }) + "\\n");';
    const program = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(late)}], { detached: true, stdio: ["ignore", 1, 2, 3] });`;
    const heard: SandboxMessage[] = [];
    const { ended } = startProcess(
      { file: process.execPath, args: ["-e", program], env: {} },
      { ...DEFAULT_LIMITS, outputMiB: 1 },
      (told) => heard.push(told),
    );
    expect(await ended).to.deep.include({ end: "crashed", why: "Your code printed more than 1 MiB." });
    expect(heard).to.deep.equal([]);
  });
});
