import { spawn, type StdioOptions } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import type { GradeResults } from "../reports/results";
import { explainNotTried, ORDINARY, type Grader } from "../testing/in-sandbox";
import { createMutants } from "../testing/mutator";
import { createPlainLab } from "../testing/plain-lab";
import { formatExpectedRows, formatRows, writeMutants } from "../testing/write-mutants";
import { ROOT } from "./testing/attack";

const RUN = join(ROOT, "grader", "testing", "grade-plain.mjs");
const NO_GROUPS = 'umount -R -l /sys/fs/cgroup; exec "$@"';
const MESSAGES: StdioOptions = ["ignore", "ignore", "inherit", "ipc"];

/** A grader with fewer means than root on a whole machine, and the command that makes it one. */
interface LesserGrader {
  readonly grader: Grader;
  readonly command: readonly string[];
  readonly says: RegExp;
}

const folder = createTemporaryFolder();
/** A folder of programs in which `unshare` fails where the grader tries whether a worker can mount a disk. */
const NO_UNSHARE = join(folder, "bin");

/**
 * Root comes first: it keeps in the project what the lab's solution leaves. Others may only read there, unless they run
 * these tests themselves.
 */
const LESSER: Readonly<Record<string, LesserGrader>> = {
  "root on a machine without control groups": {
    grader: "root",
    command: ["unshare", "--mount", "sh", "-c", NO_GROUPS, "sh"],
    says: /five times per second/,
  },
  "an ordinary user": { grader: "an ordinary user", command: [], says: /five times per second/ },
  "an ordinary user whose workers can mount nothing": {
    grader: "an ordinary user",
    command: ["env", `PATH=${NO_UNSHARE}${delimiter}${process.env["PATH"] ?? ""}`],
    says: /have their own disks[\s\S]*five times per second/,
  },
};

describe("a class of honest and hostile submissions", () => {
  // Each tenth submission attacks, in one of six ways, and one of ten stands for the honest ones.
  const mutants = createMutants(createPlainLab(), 60, 7).filter((_, n) => n % 10 === 8 || n % 10 === 3);
  before(async () => {
    writeMutants(join(folder, "class"), mutants);
    mkdirSync(NO_UNSHARE);
    writeFileSync(
      join(NO_UNSHARE, "unshare"),
      `#!/bin/sh\ncase "$*" in *"tmpfs labs /mnt"*) exit 1;; esac\nPATH="\${PATH#*:}" exec unshare "$@"\n`,
      { mode: 0o755 },
    );
    chmodSync(folder, 0o777);
    await bundleGrader(ROOT);
  });

  for (const [who, { grader, command, says }] of Object.entries(LESSER))
    it(`gets the same marks from a grader that is ${who}, which says what it can't limit exactly`, async function () {
      skipIf(this, LEFT_TO_CI ?? explainNotTried(grader));
      const out = join(folder, who.replaceAll(" ", "-"));
      const [file = "", ...args] = [...command, process.execPath, RUN, join(folder, "class"), out];
      const user = grader === "root" ? {} : ORDINARY;
      const child = spawn(file, args, { stdio: MESSAGES, ...user });
      const output: unknown[] = [];
      child.on("message", (message) => output.push(message));
      const [status] = (await once(child, "exit")) as [number | null];
      expect(status, String(output)).to.equal(0);
      expect(String(output[0])).to.match(says);
      const results = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
      expect(formatRows(results)).to.deep.equal(formatExpectedRows(mutants));
    });
});
