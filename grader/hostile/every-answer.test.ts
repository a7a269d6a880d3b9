import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, itIfLong, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { openRehearsal, type AnswerLines, type Rehearsal } from "../checker/rehearsal";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { ROOT } from "./testing/attack";

/** Labs whose answers run in cells, in scripts, in operators and in templates. An answer that is the end of an expression takes no statements. */
const LABS: Readonly<Record<string, readonly string[]>> = {
  "04-windowed-delivery": [],
  "05-resharding": ["parents-first"],
};

for (const [lab, expressions] of Object.entries(LABS))
  describe(`a submission of lab ${lab.slice(0, 2)} that attacks from every answer`, () => {
    const folder = createTemporaryFolder();
    let rehearsal: Rehearsal;
    let sleeper: ChildProcess | undefined;
    let visits = 0;
    const server = createServer((socket) => {
      visits += 1;
      socket.end();
    });
    before(async function () {
      skipIf(this, LEFT_TO_CI ?? explainNotConfined(DEFAULT_LIMITS));
      await writeFile(join(folder, "anna.ipynb"), "another submission");
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      sleeper = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
      rehearsal = await openRehearsal({ root: ROOT, lab });
    });
    after(async () => {
      server.close();
      sleeper?.kill("SIGKILL");
      await rehearsal?.close();
    });

    /** The solution's answers, with lines before each. */
    const createAttack = (createLines: (exercise: string) => readonly string[]): AnswerLines =>
      Object.fromEntries(
        [...rehearsal.skeleton.cells, ...rehearsal.skeleton.scripts]
          .flatMap(({ slots }) => slots)
          .filter(({ exercise }) => !expressions.some((name) => exercise.endsWith(`.${name}`)))
          .map(({ exercise, solution = [] }) => [exercise, [...createLines(exercise), ...solution]]),
      );

    /** Reads, writes, signals, connects and starts programs, once for each answer; whatever succeeds is thrown. */
    const probe = (exercise: string): string[] => {
      const solved = join(ROOT, "solutions", `${lab}_Solution.ipynb`);
      const files = [
        solved,
        join(ROOT, "course", lab, "checks.ts"),
        join(folder, "anna.ipynb"),
        "/etc/passwd",
        "/proc/1/environ",
      ];
      const port = (server.address() as AddressInfo).port;
      const visit = `require("node:net").connect(${port}, "127.0.0.1").on("connect", () => process.exit(7)).on("error", () => process.exit(0))`;
      return [
        "{",
        "const seen = globalThis as unknown as Record<string, string>;",
        `seen[${JSON.stringify(exercise)}] ??= (() => {`,
        'const fs = process.getBuiltinModule("node:fs");',
        'const { spawnSync } = process.getBuiltinModule("node:child_process");',
        "const attacks: Record<string, () => unknown> = {",
        ...files.map((file) => `${JSON.stringify(file)}: () => fs.readFileSync(${JSON.stringify(file)}),`),
        `write: () => fs.writeFileSync(${JSON.stringify(join(folder, "results.json"))}, "{}"),`,
        `signal: () => process.kill(${sleeper?.pid}, 0),`,
        'user: () => { process.setuid?.(0); fs.readFileSync("/etc/shadow"); },',
        `visit: () => { if (spawnSync(process.execPath, ["-e", ${JSON.stringify(visit)}]).status !== 7) throw new Error("refused"); },`,
        "};",
        'return Object.keys(attacks).filter((name) => { try { attacks[name]?.(); return true; } catch { return false; } }).join(", ");',
        "})();",
        `if (seen[${JSON.stringify(exercise)}] !== "") throw new Error("found " + seen[${JSON.stringify(exercise)}]);`,
        "}",
      ];
    };

    it("reads nobody's files, reaches nobody's ports or processes, and keeps the marks of its honest work", async () => {
      const { status, exercises } = await rehearsal.grade(createAttack(probe), { others: "solution" });
      const lost = exercises.filter((exercise) => exercise.status !== "right").map(({ id, cause }) => [id, cause]);
      expect({ status, lost, visits }).to.deep.equal({ status: "graded", lost: [], visits: 0 });
    });

    itIfLong("would reach all of them without a sandbox", async () => {
      const answers = createAttack(probe);
      const { exercises } = await rehearsal.grade(answers, { others: "solution" }, { unsafe: true });
      const lost = exercises.filter((exercise) => exercise.status !== "right").map(({ id }) => id);
      expect(lost).to.have.members(Object.keys(answers));
      expect(visits).to.be.greaterThan(0);
    });

    itIfLong("ends its process in every answer, and loses those answers without a grader fault", async () => {
      const { status, exercises, instructorNotes } = await rehearsal.grade(
        createAttack(() => ["process.exit(0);"]),
        {
          others: "solution",
        },
      );
      const right = exercises.filter((exercise) => exercise.status === "right").map(({ id }) => id);
      expect({ status, right, instructorNotes }).to.deep.equal({
        status: "crashed",
        right: expressions.map((name) => `${lab}.${name}`),
        instructorNotes: undefined,
      });
    });
  });
