import type { JournalEntry } from "../../cloud/index";
import { NO_CLOUD } from "../evidence/evidence";
import type { CloudEvidence } from "../evidence/evidence";
import type { GradingCloud, GradingCloudOptions } from "./grading-cloud";
import type { Plan, Stage } from "./plan";

/** Where one run takes place: a fresh cloud of its own, or none for a lab that needs none. */
export interface RunEnvironment {
  readonly cloud?: GradingCloud;
  readonly stage?: Stage;
  /** What was asked of the cloud before this was the plan's doing. */
  begin(): void;
  /** What the submission has asked of the cloud, and services of each other. */
  calls(): readonly JournalEntry[];
  /** How many calls that are. */
  asked(): number;
  collect(): Promise<CloudEvidence>;
  close(): Promise<void>;
}

/** The state that a run has left in its cloud, when the plan has worked on it. */
export async function leftIn(
  { stage, collect }: RunEnvironment,
  work: (stage: Stage) => Promise<Readonly<Record<string, unknown>>> | undefined,
): Promise<{ seen: Readonly<Record<string, unknown>>; cloud: CloudEvidence }> {
  const seen = stage ? ((await work(stage)) ?? {}) : {};
  return { seen, cloud: await collect() };
}

/** A lab cloud and AWS's clients take longer to load than all else of a grader: a lab that needs none does without. */
async function loaded() {
  const [{ openGradingCloud }, { collectCloud }] = await Promise.all([
    import("./grading-cloud"),
    import("../evidence/collect"),
  ]);
  return { openGradingCloud, collectCloud };
}

/** Loads what runs of the plan will need, ahead of them. */
export async function loadRunEnvironment({ cloud }: Plan): Promise<void> {
  if (cloud !== "none") await loaded();
}

/** Opens what the plan says a run needs. */
export async function openRunEnvironment(
  { cloud: wanted }: Plan,
  options: Omit<GradingCloudOptions, "cloud">,
): Promise<RunEnvironment> {
  if (wanted === "none") {
    return {
      begin: () => undefined,
      asked: () => 0,
      calls: () => [],
      collect: () => Promise.resolve(NO_CLOUD),
      close: () => Promise.resolve(),
    };
  }
  const { openGradingCloud, collectCloud } = await loaded();
  const cloud = await openGradingCloud({ ...options, ...(wanted ? { cloud: wanted } : {}) });
  let given = 0;
  return {
    cloud,
    stage: cloud.stage,
    begin() {
      given = cloud.journal.last;
    },
    asked: () => cloud.journal.last - given,
    calls: () => cloud.journal.after(given),
    collect: () => collectCloud(cloud.stage),
    close: () => cloud.stop(),
  };
}
