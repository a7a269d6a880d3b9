import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { isLab } from "./jobs";
import { selectJobs } from "./select-jobs";

const LABS = ["course/01-streams", "course/02-queues", "course/03-delivery"];

/** Writes a file with content of its folder's own. */
function writeFile(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `// ${path} in ${root}`);
}

function createProject(): string {
  const root = createTemporaryFolder();
  for (const folder of [...LABS, "course", "cloud"]) writeFile(root, `${folder}/a.test.ts`);
  return root;
}

function runGit(cwd: string, ...args: string[]): void {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  execFileSync("git", [...who, ...args], { cwd, stdio: "ignore" });
}

/** The labs that a run tests. */
function listLabs(root: string, { only = [] as string[], isInCi = false, seed = "1" }): string[] {
  const { jobs } = selectJobs(root, only, { isInCi, seed });
  return jobs.map(({ name }) => name).filter(isLab);
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => String(seed));

describe("npm test: the jobs of a run", () => {
  it("test one lab, drawn by the seed, beside all that is no lab, and name the others", () => {
    const root = createProject();
    for (const seed of SEEDS) {
      const { jobs, left } = selectJobs(root, [], { isInCi: false, seed });
      const taken = jobs.map(({ name }) => name);
      expect(taken).to.include.members(["types", "lint", "course", "cloud"]);
      const others = LABS.filter((lab) => !taken.includes(lab));
      expect(left).to.deep.equal(
        others.map((lab) => `Left to CI in this run (LABS_TEST_SEED=${seed}): ${lab}; \`npm test -- ${lab}\` runs it.`),
      );
      expect(others).to.have.lengthOf(2);
      expect(listLabs(root, { seed })).to.deep.equal(taken.filter(isLab));
    }
    expect(new Set(SEEDS.flatMap((seed) => listLabs(root, { seed })))).to.deep.equal(new Set(LABS));
  });

  it("test all labs in CI, and those that the arguments select", () => {
    const root = createProject();
    expect(listLabs(root, { isInCi: true })).to.have.members(LABS);
    expect(selectJobs(root, ["course"], { isInCi: false, seed: "1" }).left).to.deep.equal([]);
    expect(listLabs(root, { only: ["course/0"] })).to.have.members(LABS);
  });

  it("test each lab with a file that is new, changed, or committed here alone", () => {
    const [origin, clone] = [createProject(), join(createTemporaryFolder(), "clone")];
    runGit(origin, "init");
    runGit(origin, "add", ".");
    runGit(origin, "commit", "--message", "Begin");
    runGit(origin, "clone", origin, clone);
    const isAlways = (lab: string) => SEEDS.slice(0, 6).every((seed) => listLabs(clone, { seed }).includes(lab));
    expect(LABS.filter(isAlways)).to.deep.equal([]);
    writeFile(clone, "course/02-queues/a.test.ts");
    expect(LABS.filter(isAlways)).to.deep.equal(["course/02-queues"]);
    runGit(clone, "commit", "--all", "--message", "Go on");
    writeFile(clone, "course/03-delivery/new.ts");
    expect(LABS.filter(isAlways)).to.deep.equal(["course/02-queues", "course/03-delivery"]);
  });
});
