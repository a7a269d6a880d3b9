import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT, type Scaffolds } from "./use-scaffolds";

/** The program; its arguments are the folder with the lab, the lab's id, and the answers. */
const PROGRAM = `
import { openRehearsal } from "${join(PROJECT, "grader", "index.ts")}";

const [, , labRoot, lab, answers] = process.argv;
const rehearsal = await openRehearsal({ root: "${PROJECT}", lab, labRoot });
const { score, max } = await rehearsal.grade({}, { others: "solution" });
const { score: open } = await rehearsal.grade({}, { others: "open" });
const { exercises } = await rehearsal.grade(JSON.parse(answers), { others: "solution" });
await rehearsal.close();
const claims = exercises.flatMap(({ claims }) => claims.map(({ says, holds }) => [says, holds]));
console.log(JSON.stringify({ solution: [score, max], open, claims }));
`;

/** Points of a scaffolded lab. */
interface RehearsedLab {
  /** The solution's points, and the maximum. */
  readonly solution: readonly [score: number, max: number];
  /** The points of the blank notebook. */
  readonly open: number;
  /** What is claimed of the answers, and whether it is true. */
  readonly claims: readonly (readonly [says: string, holds: boolean])[];
}

/**
 * Grades a scaffolded lab in a process of its own: `npm test` bundles the tests, without what loads a lab that doesn't belong to the project.
 *
 * @param answers by exercise; the others have the solution's
 */
export async function rehearseLab(
  { root, read, copy }: Scaffolds,
  lab: string,
  answers: Readonly<Record<string, readonly string[]>>,
): Promise<RehearsedLab> {
  await copy("package.json", "docs/on-aws.md");
  for (const name of ["node_modules", "src"]) await symlink(join(PROJECT, name), join(root, name));
  // The lab is outside the project, but its checks must declare their plan to the project's grader.
  const checks = (await read(`course/${lab}/checks.ts`)).replaceAll(
    /"\.\.\/(\.\.\/)?([\w/-]+)"/g,
    (_, outside: string | undefined, path: string) =>
      JSON.stringify(join(PROJECT, outside === undefined ? "course" : "", `${path}.ts`)),
  );
  await writeFile(join(root, "course", lab, "checks.ts"), checks);
  const program = join(root, "rehearse.mts");
  await writeFile(program, PROGRAM);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", program, root, lab, JSON.stringify(answers)],
    { cwd: PROJECT },
  );
  // The border: the program prints what it was asked for.
  return JSON.parse(stdout) as RehearsedLab;
}
