import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { killGroup } from "../../grader/sandbox/process";
import type { Answer, Ask } from "./messages";
import { MUTANT_VARIABLE } from "./switchboard";

/** The most milliseconds in which a process reads and compiles its files, on a busy machine, too. */
const LONGEST_START_MS = 120_000;

type Ran = Extract<Answer, { kind: "ran" }>;
type Ready = Extract<Answer, { kind: "ready" }>;

/** A process that has imported test files, and runs their tests as often as it is asked to. */
export class TestProcess {
  readonly #child: ChildProcess;
  #ended = false;

  private constructor(folder: string, files: readonly string[], mutant: number) {
    this.#child = fork(join(folder, "bench", "code-mutants", "worker.ts"), [...files], {
      cwd: folder,
      // The same options as in .mocharc.json. If Node may `require` ES modules, mocha loads the tests as CommonJS, where a package's default import is another value.
      execArgv: ["--import", "tsx", "--no-warnings", "--no-experimental-require-module"],
      // A process group of its own, so that the processes that its tests start can be killed with it.
      detached: true,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, [MUTANT_VARIABLE]: String(mutant) },
    });
    this.#child.once("exit", () => (this.#ended = true));
  }

  /**
   * Starts a process, which imports its test files.
   *
   * @param folder the copy of the project
   * @param mutant the id of the mutant switched on from the start; -1 for none
   * @returns `tests` is undefined if the files cannot be imported with that mutant
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

  /** Whether the process can take more requests. */
  get runs(): boolean {
    return !this.#ended;
  }

  /** @returns undefined if the process ended, or took longer than `longestMs` and was killed */
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
      const finish = (answer?: Answer): void => {
        clearTimeout(timer);
        this.#child.off("message", finish).off("exit", handleExit);
        resolve(answer);
      };
      const handleExit = (): void => finish();
      const timer = setTimeout(handleExit, longestMs);
      this.#child.once("message", finish).once("exit", handleExit);
    });
  }
}
