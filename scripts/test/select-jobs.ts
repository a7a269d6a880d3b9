import { spawnSync } from "node:child_process";
import { createRandom } from "../../foundation/random";
import { createJobs, isLab, type Job } from "./jobs";

/** The jobs of a run, and what to say about those that it leaves to CI. */
interface Selection {
  readonly jobs: readonly Job[];
  readonly left: readonly string[];
}

/**
 * The jobs of a run: those that the arguments select; all of them in CI. A run of everything elsewhere draws one of the labs, since all are
 * tested in the same ways, by the same code, and takes those with changed files, too.
 *
 * @param only as for {@link createJobs}
 * @param seed the same seed draws the same lab
 */
export function selectJobs(
  root: string,
  only: readonly string[],
  { isInCi, seed }: { isInCi: boolean; seed: string },
): Selection {
  const jobs = createJobs(root, only);
  if (only.length > 0 || isInCi) return { jobs, left: [] };
  const labs = jobs.map(({ name }) => name).filter(isLab);
  const drawn = labs[createRandom(seed).drawBelow(labs.length)];
  const changed = listChangedFiles(root);
  const left = labs.filter((name) => name !== drawn && !changed.some((file) => file.startsWith(`${name}/`)));
  return {
    jobs: jobs.filter(({ name }) => !left.includes(name)),
    left: left.map(
      (name) => `Left to CI in this run (LABS_TEST_SEED=${seed}): ${name}; \`npm test -- ${name}\` runs it.`,
    ),
  };
}

/**
 * The files that differ from those of the branch's upstream, or from the last commit if there is none; new files, too. None outside of a git
 * work tree.
 */
function listChangedFiles(root: string): string[] {
  const list = (...args: string[]): string[] => {
    const { status, stdout } = spawnSync("git", [...args, "-z"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
    return status === 0 ? stdout.split("\0").filter((path) => path !== "") : [];
  };
  return [
    ...list("diff", "--name-only", "@{upstream}...HEAD"),
    ...list("diff", "--name-only", "HEAD"),
    ...list("ls-files", "--others", "--exclude-standard"),
  ];
}
