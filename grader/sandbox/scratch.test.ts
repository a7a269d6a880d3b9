import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import type { DiskFill } from "../testing/fill-disk";
import { chooseFastFolder } from "./fast-folder";
import { createWorkerDiskCommand } from "./worker-disk";
import { isRunning, createScratchFolder, SCRATCH_PREFIX } from "./scratch";

/**
 * How many graders begin at once, and how many folders of killed graders they find: so many that the graders' removals
 * overlap.
 */
const BEGIN = 6;
const STALE = 600;

describe("the grader's temporary folders", () => {
  it("are removed if their grader was killed, even when several graders start at once; those of running graders stay", async () => {
    const base = chooseFastFolder();
    const { pid } = spawnSync("true");
    const dead = Array.from({ length: STALE }, (_, n) => join(base, `labs-grading-${pid}-left${n}`));
    // A folder has a name like this while its owner removes it: see `removeUntrustedFolder`.
    const running = ["", ".gone-abc123"].map((end) => join(base, `labs-grading-${process.pid}-here${end}`));
    for (const folder of [...dead, ...running]) {
      mkdirSync(join(folder, "cloud", "data"), { recursive: true });
      writeFileSync(join(folder, "cloud", "data", "clock.json"), "{}");
    }
    const outside = join(running[0] ?? base, "kept");
    mkdirSync(outside);
    symlinkSync(outside, join(base, `labs-grading-${pid}-link`));
    try {
      const program = join(import.meta.dirname, "..", "testing", "open-scratch.ts");
      const graders = Array.from({ length: BEGIN }, () =>
        fork(program, { execArgv: ["--import=tsx"], stdio: ["ignore", "ignore", "pipe", "ipc"] }),
      );
      const errors = graders.map(() => "");
      graders.forEach(({ stderr }, n) => stderr?.on("data", (text) => (errors[n] += String(text))));
      await Promise.all(graders.map((grader) => once(grader, "message")));
      const ended = graders.map((grader) => once(grader, "exit"));
      for (const grader of graders) grader.send("begin");
      const exits = (await Promise.all(ended)).map(([status]) => status as number | null);
      expect([errors, exits]).to.deep.equal([graders.map(() => ""), graders.map(() => 0)]);
      const started = graders.map((grader) => grader.pid ?? 0);
      const left = readdirSync(base).filter((name) =>
        [pid, ...started].some((item) => name.startsWith(`labs-grading-${item}`)),
      );
      expect(left).to.deep.equal([]);
      expect([...running, outside].filter((folder) => !existsSync(folder))).to.deep.equal([]);
    } finally {
      for (const folder of [...dead, ...running]) rmSync(folder, { recursive: true, force: true });
    }
  });

  it("are in a folder of this process that others may read, and are always new", () => {
    const folders = [createScratchFolder("work"), createScratchFolder("work")];
    expect(new Set(folders).size).to.equal(2);
    const parents = new Set(folders.map((folder) => dirname(folder)));
    expect(parents.size).to.equal(1);
    for (const folder of parents) {
      expect(statSync(folder).mode & 0o777).to.equal(0o755);
      expect(basename(folder)).to.match(new RegExp(`^labs-grading-${process.pid}-`));
    }
    expect(folders.map((folder) => basename(folder).replace(/-[^-]+$/, ""))).to.deep.equal(["work", "work"]);
  });

  it("are on a separate disk for each worker, which no other process sees, with a small share for each run", function () {
    const [file = "", ...args] = createWorkerDiskCommand(tmpdir(), SCRATCH_PREFIX) ?? [];
    skipIf(this, file === "" ? "this user can mount nothing" : undefined);
    const program = join(import.meta.dirname, "..", "testing", "fill-disk.ts");
    const { stdout, stderr } = spawnSync(file, [...args, process.execPath, "--import=tsx", program], {
      encoding: "utf8",
    });
    const { folder, code, miB, files, isReused } = JSON.parse(
      stdout || `{"stderr":${JSON.stringify(stderr)}}`,
    ) as DiskFill;
    expect({ code, files, isReused }).to.deep.equal({
      code: "ENOSPC",
      files: "ENOSPC",
      isReused: [false, false, true],
    });
    // The cloud's own files are there, too.
    expect(miB).to.be.within(4, 8);
    expect(existsSync(folder)).to.equal(false);
    rmSync(dirname(folder), { recursive: true, force: true });
  });

  it("belong to a running grader as long as a process has its id, whichever the user", () => {
    const { pid: ended } = spawnSync("true");
    expect([process.pid, 1, ended, 2 ** 30].map(isRunning)).to.deep.equal([true, true, false, false]);
  });
});
