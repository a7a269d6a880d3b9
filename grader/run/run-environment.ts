import type { JournalEntry } from "../../cloud/index";
import { NO_CLOUD, type CloudEvidence } from "../evidence/evidence";
import { listCreatedNames, listNotEmulated } from "../evidence/journal-lines";
import type { GradingCloud, GradingCloudOptions } from "./grading-cloud";
import type { Plan, Stage } from "./plan";

/** The environment of one run: a fresh cloud, or none for a lab that needs no cloud. */
export interface RunEnvironment {
  readonly cloud?: GradingCloud;
  readonly stage?: Stage;
  /** Called when the submission begins: earlier calls to the cloud are the plan's. */
  begin(): void;
  /** Called when the submission has ended: later calls to the cloud are the plan's. */
  finish(): void;
  /** The submission's calls to the cloud, and the calls between services. */
  getCalls(): readonly JournalEntry[];
  /** The number of the submission's calls. */
  countCalls(): number;
  collect(): Promise<CloudEvidence>;
  close(): Promise<void>;
}

/** The state that a run has left in its cloud, after the plan has worked on it. */
export async function collectFinalState(
  { stage, collect, finish }: RunEnvironment,
  work: (stage: Stage) => Promise<Readonly<Record<string, unknown>>> | undefined,
): Promise<{ seen: Readonly<Record<string, unknown>>; cloud: CloudEvidence }> {
  finish();
  const seen = stage ? ((await work(stage)) ?? {}) : {};
  return { seen, cloud: await collect() };
}

/**
 * The lab cloud and AWS's clients take longer to load than all other parts of a grader, so they are loaded only for a
 * lab that needs a cloud.
 */
async function loadCloud() {
  const [{ openGradingCloud }, { collectCloud }] = await Promise.all([
    import("./grading-cloud"),
    import("../evidence/collect"),
  ]);
  return { openGradingCloud, collectCloud };
}

/** Loads in advance the modules that runs of the plan need. */
export async function loadRunEnvironment({ cloud }: Plan): Promise<void> {
  if (cloud !== "none") await loadCloud();
}

/** Opens the environment that the plan requires. */
export async function openRunEnvironment(
  { cloud: requested }: Plan,
  options: Omit<GradingCloudOptions, "cloud">,
): Promise<RunEnvironment> {
  if (requested === "none") {
    return {
      begin: () => undefined,
      finish: () => undefined,
      countCalls: () => 0,
      getCalls: () => [],
      collect: () => Promise.resolve(NO_CLOUD),
      close: () => Promise.resolve(),
    };
  }
  const { openGradingCloud, collectCloud } = await loadCloud();
  const cloud = await openGradingCloud({ ...options, ...(requested ? { cloud: requested } : {}) });
  let opened = 0;
  let finished = Infinity;
  let prepared: readonly string[] = [];
  return {
    cloud,
    stage: cloud.stage,
    begin() {
      opened = cloud.journal.last;
      prepared = listCreatedNames(cloud.journal.listAfter(0));
    },
    finish() {
      finished = cloud.journal.last;
    },
    countCalls: () => cloud.journal.last - opened,
    getCalls: () => cloud.journal.listAfter(opened),
    async collect() {
      const fixtures = [...prepared, ...listCreatedNames(cloud.journal.listAfter(finished))];
      const notEmulated = listNotEmulated(cloud.journal.listAfter(opened).filter(({ n }) => n <= finished));
      return {
        ...(await collectCloud(cloud.stage)),
        fixtures,
        ...(notEmulated.length > 0 ? { notEmulated } : {}),
        ...(cloud.hasFailed() ? { hasFailed: true } : {}),
      };
    },
    close: () => cloud.stop(),
  };
}
