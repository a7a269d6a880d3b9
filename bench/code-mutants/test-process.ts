import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { killGroup } from "../../grader/sandbox/process";
import type { Answer, Ask } from "./messages";
import { MUTANT_VARIABLE } from "./switchboard";

/** Files are read and compiled in that time, on a busy machine, too. */
const LONGEST_START_MS = 120_000;

type Ran = Extract<Answer, { kind: "ran" }>;
type Ready = Extract<Answer, { kind: "ready" }>;

/** A process that has read test files, and runs their tests as often as it is asked to. */
export class TestProcess {
  readonly #child: ChildProcess;
  #ended = false;

  private constructor(folder: string, files: readonly string[], mutant: number) {
    this.#child = fork(join(folder, "bench", "code-mutants", "worker.ts"), [...files], {
      cwd: folder,
      // As in .mocharc.json. With `require` of modules mocha reads tests as CommonJS, and default imports of packages are other values.
      execArgv: ["--import", "tsx", "--no-warnings", "--no-experimental-require-module"],
      // A group of its own: processes that its tests start end with it.
      detached: true,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, [MUTANT_VARIABLE]: String(mutant) },
    });
    this.#child.once("exit", () => (this.#ended = true));
  }

  /**
   * Starts a process and has it read its files.
   *
   * @param folder of the copy of the project
   * @param mutant switched on from the start; -1 for none
   * @returns undefined for the process if it cannot read its files with that mutant
   */
  static async start(
    folder: string,
    files: readonly string[],
    mutant = -1,
  ): Promise<{ tests: TestProcess | undefined; ready: Ready }> {
    const tests = new TestProcess(folder, files, mutant);
    const answer = await tests.#answer(LONGEST_START_MS);
    if (answer?.kind === "ready") return { tests, ready: answer };
    tests.end();
    return { tests: undefined, ready: { kind: "ready", reached: [] } };
  }

  /** Whether it can be asked more. */
  get runs(): boolean {
    return !this.#ended;
  }

  /** @returns undefined if the process came to an end, or took longer: then it is ended */
  async run(ask: Ask, longestMs: number): Promise<Ran | undefined> {
    if (this.#ended) return undefined;
    const answer = this.#answer(longestMs);
    this.#child.send(ask);
    const ran = await answer;
    if (ran?.kind === "ran") return ran;
    this.end();
    return undefined;
  }

  end(): void {
    this.#ended = true;
    killGroup(this.#child.pid ?? 0);
  }

  async #answer(longestMs: number): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const done = (answer?: Answer): void => {
        clearTimeout(timer);
        this.#child.off("message", done).off("exit", gone);
        resolve(answer);
      };
      const gone = (): void => done();
      const timer = setTimeout(gone, longestMs);
      this.#child.once("message", done).once("exit", gone);
    });
  }
}
