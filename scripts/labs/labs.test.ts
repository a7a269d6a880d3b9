import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const LABS = join(import.meta.dirname, "..", "labs.mjs");

/** Runs `labs` as a person does, from any folder. */
const runLabs = (...argv: string[]) =>
  new Promise<{ status: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [LABS, ...argv], { cwd: tmpdir() }, (error, out, err) => {
      resolve({ status: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });

describe("the labs command, as a process", () => {
  it("lists its commands", async () => {
    const { status, out, err } = await runLabs();
    expect({ status, err }).to.deep.equal({ status: 0, err: "" });
    expect(out).to.match(/^ {2}reset +Restore a lab's notebook/m);
  });

  it("exits with status 2 and writes to standard error for wrong usage", async () => {
    const { status, out, err } = await runLabs("solution", "77");
    expect({ status, out }).to.deep.equal({ status: 2, out: "" });
    expect(err).to.match(
      /^There is no lab "77"\. The labs are: 01 \(Streaming ingestion\), .*\)\.\nUsage: labs solution <lab>\n$/,
    );
  });

  it("exits with status 1 if it failed", async () => {
    const { status, out, err } = await runLabs("release", "--out", join(import.meta.dirname));
    expect({ status, out }).to.deep.equal({ status: 1, out: "" });
    expect(err).to.match(/^.* is not empty\. Name a folder that is empty or doesn't exist yet\.\n$/);
  });

  it("exits silently when its reader closes the pipe", async () => {
    const child = spawn(process.execPath, [LABS], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    const lines: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => lines.push(text));
    const [status] = await once(child, "close");
    expect({ status, output: lines.join("") }).to.deep.equal({ status: 0, output: "" });
  });
});
