import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { build } from "esbuild";
import { skipIf, LONG } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { waitUntil } from "../testing/until";
import { lockFolder } from "./folder-lock";

/** A program that locks the next of its folders for each line that it reads, and holds all of them. */
const LOCKING = `
  import { createInterface } from "node:readline";
  import { lockFolder } from "./folder-lock";
  const folders = process.argv.slice(2);
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      lockFolder(folders.shift() ?? "");
      console.log("locked");
    } catch (error) {
      console.log(String(error));
    }
  }
`;

/** A process id higher than any system uses. */
const NO_PROCESS = 2 ** 30;

describe("the data folder of a killed cloud", () => {
  it("is taken over even if the dead process still has its id, because its parent hasn't reaped it", async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only /proc tells such a process from a living one");
    const folder = mkdtempSync(join(tmpdir(), "lab-cloud-lock-"));
    // The child lives until its parent has become a program that never waits for its children.
    const careless = spawn("sh", ["-c", "cat <&3 >/dev/null & echo $!; exec sleep 60 3<&-"], {
      stdio: ["ignore", "pipe", "ignore", "pipe"],
    });
    try {
      const pid = Number(String((await once(careless.stdio[1] as Readable, "data"))[0]));
      await waitUntil(() => readFileSync(`/proc/${careless.pid}/comm`, "utf8").startsWith("sleep"));
      (careless.stdio[3] as Writable).end();
      await waitUntil(() => readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z "));
      writeFileSync(join(folder, "in-use-by"), String(pid));
      lockFolder(folder).release();
      writeFileSync(join(folder, "in-use-by"), String(careless.pid));
      expect(() => lockFolder(folder)).to.throw(`is in use by the lab cloud with process id ${careless.pid}`);
      // In a container a killed cloud may have been process 1, and a process 1 always exists.
      writeFileSync(join(folder, "in-use-by"), "1");
      if (process.pid !== 1) expect(() => lockFolder(folder)).to.throw("with process id 1.");
    } finally {
      careless.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });

  it("is used by exactly one cloud, however many start on it at once", async () => {
    const root = createTemporaryFolder();
    const folders = Array.from({ length: LONG ? 2_000 : 200 }, (_, index) => join(root, String(index)));
    for (const [index, folder] of folders.entries()) {
      mkdirSync(folder);
      // What a killed cloud, or a killed start, has left behind. Every third folder is new.
      if (index % 3 === 1) writeFileSync(join(folder, "in-use-by"), String(NO_PROCESS));
      if (index % 3 === 2) writeFileSync(join(folder, `in-use-by.${NO_PROCESS}.0a`), "");
    }
    const program = join(root, "program.mjs");
    await build({
      stdin: { contents: LOCKING, resolveDir: import.meta.dirname, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
    });
    const processes = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [program, ...folders], { stdio: ["pipe", "pipe", "inherit"] }),
    );
    try {
      const answers = processes.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
      for (const folder of folders) {
        for (const { stdin } of processes) stdin.write("\n");
        const messages = await Promise.all(answers.map(async (lines) => String((await lines.next()).value)));
        expect(
          messages.filter((line) => line === "locked"),
          `${folder}: ${messages.join(" | ")}`,
        ).to.have.length(1);
        expect(
          messages.filter((line) => / is in use by the lab cloud with process id \d+\.$/.test(line)),
        ).to.have.length(3);
        expect(readdirSync(folder)).to.deep.equal(["in-use-by"]);
      }
    } finally {
      const ended = processes.map((process) => once(process, "exit"));
      for (const process of processes) process.kill("SIGKILL");
      await Promise.all(ended);
    }
    for (const folder of folders.slice(0, 3)) lockFolder(folder).release();
  });

  it("is rejected if its lock can't be read, because a cloud might be using it", () => {
    const folder = mkdtempSync(join(tmpdir(), "lab-cloud-lock-"));
    try {
      symlinkSync("in-use-by", join(folder, "in-use-by"));
      expect(() => lockFolder(folder)).to.throw("ELOOP");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("counts as locked if the locking process can't be checked", () => {
    const folder = mkdtempSync(join(tmpdir(), "lab-cloud-lock-"));
    const { kill } = process;
    const throwNotOurs = (): never => {
      throw Object.assign(new Error("kill"), { code: "EPERM" });
    };
    try {
      writeFileSync(join(folder, "in-use-by"), String(NO_PROCESS));
      for (const answer of [throwNotOurs, (): true => true] as const) {
        process.kill = answer;
        expect(() => lockFolder(folder)).to.throw(`process id ${NO_PROCESS}`);
      }
    } finally {
      process.kill = kill;
      rmSync(folder, { recursive: true });
    }
  });

  it("counts as unlocked if the lock is older than the machine's start, or names no process", () => {
    const folder = mkdtempSync(join(tmpdir(), "lab-cloud-lock-"));
    const mark = join(folder, "in-use-by");
    const other = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1e9)"], { stdio: "ignore" });
    try {
      for (const [owner, at] of [
        [other.pid, Date.now() / 1000 - uptime() - 60],
        ["", Date.now() / 1000],
        ["-1", Date.now() / 1000],
        ["0", Date.now() / 1000],
        [NO_PROCESS, Date.now() / 1000],
        [process.pid, Date.now() / 1000],
      ] as const) {
        writeFileSync(mark, String(owner));
        utimesSync(mark, at, at);
        const lock = lockFolder(folder);
        expect(readFileSync(mark, "utf8")).to.equal(String(process.pid));
        rmSync(mark); // as when a user removes the whole folder
        lock.release();
      }
      writeFileSync(mark, String(other.pid));
      const sinceTheStart = Date.now() / 1000 - uptime() / 2;
      utimesSync(mark, sinceTheStart, sinceTheStart);
      expect(() => lockFolder(folder)).to.throw(`process id ${other.pid}`);
    } finally {
      other.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
});
