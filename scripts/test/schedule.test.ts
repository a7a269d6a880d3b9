import { expect } from "chai";
import type { Job } from "./jobs";
import { runInLanes } from "./schedule";

interface NamedJob {
  readonly name: string;
  readonly load: Job["load"];
}

const createJob = (name: string, load: Job["load"] = "light"): NamedJob => ({ name, load });

interface LaneOptions {
  readonly canContinue?: () => boolean;
  readonly waitUntilReady?: (job: NamedJob) => Promise<unknown> | undefined;
}

/**
 * Runs jobs; each continues until it is ended by its name. `log` lists the running jobs at the start of each
 * job.
 */
function createDesk(
  jobs: readonly NamedJob[],
  lanes: number,
  { canContinue = () => true, waitUntilReady }: LaneOptions = {},
) {
  const ends = new Map<string, () => void>();
  const log: string[] = [];
  const done = runInLanes(jobs, {
    countLanes: () => lanes,
    canContinue,
    ...(waitUntilReady === undefined ? {} : { waitUntilReady }),
    run: ({ name }) =>
      new Promise<string>((resolve) => {
        ends.set(name, () => {
          ends.delete(name);
          resolve(name);
        });
        log.push([...ends.keys()].join(" "));
      }),
  });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { done, end, log };
}

describe("npm test: the schedule", () => {
  it("fills the lanes in the jobs' order", async () => {
    const { done, end, log } = createDesk([createJob("a"), createJob("b", "busy"), createJob("c", "busy")], 2);
    for (const name of ["b", "a", "c"]) await end(name);
    expect(log).to.deep.equal(["a", "a b", "a c"]);
    expect(await done).to.deep.equal(["b", "a", "c"]);
  });

  it("lets light jobs start before a busy one while a delicate one runs", async () => {
    const { done, end, log } = createDesk(
      [createJob("browser", "delicate"), createJob("grader", "busy"), createJob("a"), createJob("b")],
      2,
    );
    for (const name of ["a", "b", "browser", "grader"]) await end(name);
    expect(log).to.deep.equal(["browser", "browser a", "browser b", "grader"]);
    await done;
  });

  it("starts no delicate job beside a busy one or another delicate one", async () => {
    const { done, end, log } = createDesk(
      [createJob("grader", "busy"), createJob("one", "delicate"), createJob("two", "delicate"), createJob("a")],
      3,
    );
    for (const name of ["a", "grader", "one", "two"]) await end(name);
    expect(log).to.deep.equal(["grader", "grader a", "one", "two"]);
    await done;
  });

  it("lets others start before a job that isn't ready, and starts it as soon as it is", async () => {
    let install = () => {};
    const installed = new Promise<void>((resolve) => (install = resolve));
    const waitUntilReady = ({ name }: NamedJob) => (name === "a" ? installed : undefined);
    const { done, end, log } = createDesk([createJob("a"), createJob("b"), createJob("c")], 2, { waitUntilReady });
    await end("b");
    install();
    for (const name of ["nobody", "a", "c"]) await end(name);
    expect(log).to.deep.equal(["b", "b c", "c a"]);
    await done;
  });

  it("starts nothing more once it must stop", async () => {
    let failed = false;
    const { done, end } = createDesk([createJob("a"), createJob("b"), createJob("c")], 2, {
      canContinue: () => !failed,
    });
    failed = true;
    for (const name of ["a", "b"]) await end(name);
    expect(await done).to.deep.equal(["a", "b"]);
  });
});
