import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "../install-python";

const PACKAGES = ["nbgrader==0.9.6", "otter-grader==7.0.0", "ipykernel"];
/** The graders' names and versions, for a benchmark's `beside`. */
export const RIVAL_GRADER_VERSIONS = PACKAGES.slice(0, 2).map((name) => name.replace("==", " "));

/** nbgrader and Otter, as their makers publish them, with a class of notebooks equal to ours. */
interface RivalGraders {
  /** Seconds that `nbgrader autograde` takes for the whole class. */
  measureNbgrader(): number;
  /** Seconds that `otter run` takes for one submission: without containers it grades one at a time. */
  measureOtter(): number;
}

/**
 * Makes the graders' own Python environment under `.labs/bench`, unless it is there; the first time takes minutes and
 * needs a network.
 *
 * @param folder a new folder for the class
 * @param count the number of submissions in nbgrader's class
 */
export function openRivalGraders(root: string, folder: string, count: number): RivalGraders {
  const bin = installPython(join(root, ".labs", "bench", "graders"), PACKAGES);
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, PYTHONDONTWRITEBYTECODE: "1" };
  const run = (cwd: string, program: string, args: readonly string[]): number => {
    const began = performance.now();
    const { status, stderr, stdout } = spawnSync(join(bin, program), args, { cwd, env, encoding: "utf8" });
    if (status !== 0)
      throw new Error(`${program} ${args.join(" ")} ended with ${status ?? "a signal"}:\n${stdout}${stderr}`);
    return (performance.now() - began) / 1000;
  };
  run(root, "python", [join(import.meta.dirname, "make_class.py"), folder, String(count)]);
  const course = join(folder, "nbgrader");
  const assignment = join(folder, "otter");
  run(course, "nbgrader", ["generate_assignment", "plain", "--force"]);
  run(assignment, "otter", ["assign", "plain.ipynb", "dist", "--no-run-tests"]);
  const zips = join(assignment, "dist", "autograder");
  const zip = readdirSync(zips).find((name) => name.endsWith(".zip")) ?? "";
  mkdirSync(join(assignment, "out"));
  return {
    measureNbgrader: () => run(course, "nbgrader", ["autograde", "plain", "--force"]),
    measureOtter() {
      const seconds = run(assignment, "otter", ["run", "-a", join(zips, zip), "-o", "out", "learner.ipynb"]);
      const { tests } = JSON.parse(readFileSync(join(assignment, "out", "results.json"), "utf8")) as {
        tests: { score?: number }[];
      };
      const points = tests.reduce((sum, { score = 0 }) => sum + score, 0);
      if (points !== 4) throw new Error(`otter gave ${points} of 4 points to the right submission`);
      rmSync(join(assignment, "out", "results.json"));
      return seconds;
    },
  };
}
