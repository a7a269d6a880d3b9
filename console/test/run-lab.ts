import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { buildLab, readLab } from "../../authoring/index";
import { startCloud, type Cloud } from "../../cloud/index";
import { labs } from "../../course/index";
import { runSolution } from "../../scripts/course/solution/run-solution";
import { setUpGivens } from "../../scripts/labs/givens";
import { createLabEnvironment } from "../../scripts/start/environment";

const ROOT = process.cwd();

/**
 * The cloud's speed, the same as when solutions are run for their outputs: at a higher speed, events that a cell
 * waits for could be over too early.
 */
const SPEED = 10;
const getFile = (number: string): string => join("console", "test", "labs", `${number}.zip`);

/**
 * Runs a lab and keeps the cloud's data folder, in the format of `labs cloud --data`: running the labs takes minutes, so it is done only when
 * they change. The cloud's clock begins at the present time, since the cells use real times.
 */
export async function keepLab(number: string, parts: readonly string[]): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "labs-data-"));
  try {
    const cloud = await startCloud({
      port: 0,
      seed: 1,
      speed: SPEED,
      iam: "on",
      shortReturns: true,
      data,
      allowCode: true,
      log: () => undefined,
    });
    try {
      await runLab(cloud, number, parts);
    } finally {
      await cloud.stop();
    }
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const named = files.map(({ parentPath, name }) => join(parentPath, name));
    mkdirSync(dirname(getFile(number)), { recursive: true });
    writeFileSync(
      getFile(number),
      zipSync(Object.fromEntries(named.map((path) => [path.slice(data.length + 1), readFileSync(path)])), { level: 9 }),
    );
  } finally {
    rmSync(data, { recursive: true });
  }
}

/** A new data folder for a cloud, with the kept data of a lab. */
export function loadStoredLab(number: string): string {
  const data = mkdtempSync(join(tmpdir(), "labs-data-"));
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(getFile(number))))) {
    mkdirSync(join(data, dirname(path)), { recursive: true });
    writeFileSync(join(data, path), bytes);
  }
  return data;
}

/**
 * Makes the resources of a learner in the middle of a lab: those of the lab's preparation, and those of the solution's cells.
 *
 * @param number `02`
 * @param parts  numbers of the lab's parts whose cells run
 * @throws CourseError naming the line of the source where a cell failed
 */
async function runLab(cloud: Cloud, number: string, parts: readonly string[]): Promise<void> {
  const lab = labs.find((lab) => lab.number === number);
  if (lab === undefined) throw new RangeError(`There is no lab ${number}.`);
  const { endpoint, region, credentials } = cloud;
  await setUpGivens(ROOT, [lab], { connection: { endpoint, region, credentials }, withSolution: false });
  const { cells } = buildLab(await readLab(ROOT, lab.id)).solutionNotebook;
  // Check cells do nothing then: they would check the learner's notebook, not this one.
  const env = { ...createLabEnvironment(ROOT, { ...cloud, ...credentials }), LABS_GRADING: "1" };
  await runSolution(
    cells.filter(({ file }) => parts.some((part) => file.includes(`/lab/${part}-`))),
    { root: ROOT, env },
  );
}
