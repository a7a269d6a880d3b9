import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateBucketCommand, DeleteBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type ScriptPlan, type Stage, type StageCost } from "../../../grader/index";
import { drawBrief, FIRST_ANSWER_MINUTES, LEAST_GRAMS, type CarrierBrief } from "../../../src/parcels/brief";
import { useClient } from "../../givens/given-resources";
import { findLearnerName } from "../../learner-name";
import { applyGivens } from "../given/index";
import { readDesign, type ObservedDesign } from "./design";
import { FEED_AT, FEED_LINES, STALLED_LINES } from "./feeds";
import { ANSWERS_BUCKET, countRows, listLearnerBuckets, lookAtTables, type Lake } from "./lake";
import { compareAccount } from "./remaining";

/** The interrupted producer ends when it asks for this line: some lines of its last batch are not sent yet. */
const INTERRUPTED_AT = 1_130;

const MINUTE = 60;
/** The cost of the feed is read as soon as the first briefs expect its rows. */
const COST_MINUTES = Math.min(...FIRST_ANSWER_MINUTES);
const SETTLE_MINUTES = 10;
const STALL_MINUTES = 15;

/** The program that runs one act: it calls one of the learner's functions, with the scanners' lines. */
const DRIVER = `
  import { addBoundaryScans, createScanFeed } from "../generators/parcel-scans";
  const [act, seed] = process.argv.slice(2);
  const now = new Date("${FEED_AT}");
  // On AWS, the script's clock shows the same day as the cloud's. Here, the cloud's is years ahead of this machine's.
  const MachineDate = Date;
  const ahead = now.getTime() - MachineDate.now();
  globalThis.Date = class extends MachineDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [MachineDate.now() + ahead]));
    }
    static now() {
      return MachineDate.now() + ahead;
    }
  };
  const createFirst = () =>
    addBoundaryScans(createScanFeed({ seed: Number(seed), count: ${FEED_LINES}, now }), ${JSON.stringify(LEAST_GRAMS)});
  const createStalled = () => createScanFeed({ seed: Number(seed) + 1, count: ${STALLED_LINES}, now });
  async function* read({ lines }, until) {
    for (const [at, line] of lines.entries()) {
      if (at === until) process.exit(3);
      yield line;
    }
  }
  const call = async (name, ...args) => {
    const script = await import("lab:script");
    if (typeof script[name] !== "function") throw new Error("The script exports no function " + name + ".");
    await script[name](...args);
  };
  const acts = {
    deploy: () => call("deploy"),
    interrupted: () => call("produce", read(createFirst(), ${INTERRUPTED_AT})),
    produce: () => call("produce", read(createFirst())),
    stalled: () => call("produce", read(createStalled())),
    cleanUp: () => call("cleanUp"),
  };
  try {
    await acts[act]();
    process.exit(0);
  } catch (error) {
    console.error((/Error$/.test(error?.name) ? "" : "Error: ") + String(error));
    process.exit(1);
  }
`;

/** What the acceptance test has measured, as plain data. After an act that failed, some of it is missing. */
interface Measurements {
  /** The rows of `scans` so many minutes after the feed; undefined if Athena knows no such table. */
  readonly rowsAfter?: Readonly<Record<number, number | undefined>>;
  /** Before and after the first whole feed. */
  readonly costBefore?: StageCost;
  readonly costAfter?: StageCost;
  /** The alarms after each minute between the feed and the stall, and after each minute of the stall. */
  readonly before?: readonly (readonly ObservedAlarm[])[];
  readonly during?: readonly (readonly ObservedAlarm[])[];
  readonly lakes?: readonly Lake[];
  readonly design?: ObservedDesign;
  /** What is left after the clean-up, and what was there before and is gone, in words. */
  readonly remaining?: readonly string[];
  readonly lost?: readonly string[];
  /** The errors of the acts that failed, by the act. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** What the acceptance test has measured for the learner's brief. */
export interface Acceptance extends Omit<Measurements, "during"> {
  readonly brief: CarrierBrief;
  readonly firstRows: number | undefined;
  /** The alarms at the time of the stall at which the brief expects one. */
  readonly during: readonly ObservedAlarm[];
  readonly lake: Lake | undefined;
}

interface ObservedAlarm {
  readonly name: string;
  readonly state: string;
}

export const pipelinePlan: ScriptPlan = {
  path: "src/parcels/pipeline.ts",
  driver: DRIVER,
  async prepare(stage) {
    await applyGivens({ connection: stage.connection });
    await stage.s3.send(new CreateBucketCommand({ Bucket: ANSWERS_BUCKET }));
    await stage.advance(10);
  },
  acts: [
    { name: "deploy", collectAfter: (stage) => wait(stage, MINUTE) },
    {
      name: "interrupted",
      isInterrupted: true,
      collectAfter: async (stage) => ({ ...(await wait(stage, MINUTE)), costBefore: await stage.readCost() }),
    },
    { name: "produce", collectAfter: lookAfterFeed },
    { name: "stalled", collectAfter: lookDuringStall },
    { name: "cleanUp", collectAfter: async (stage) => ({ ...(await compareAccount(stage)) }) },
  ],
};

async function wait({ advance }: Stage, seconds: number): Promise<Readonly<Record<string, unknown>>> {
  await advance(seconds);
  return {};
}

/** Time to the first answer, cost and alarms while everything works. Afterward, S3 refuses all objects. */
async function lookAfterFeed(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const before = await watchAlarms(stage, COST_MINUTES);
  const costAfter = await stage.readCost();
  const rowsAfter: Record<number, number | undefined> = {};
  for (let minute = COST_MINUTES; minute < SETTLE_MINUTES; minute += 1) {
    if (FIRST_ANSWER_MINUTES.includes(minute)) rowsAfter[minute] = await countRows(stage);
    before.push(...(await watchAlarms(stage, 1)));
  }
  const design = await readDesign(stage);
  await setRefusal(stage, true);
  return { rowsAfter, costAfter, before, design };
}

/** Whether an alarm goes off while S3 refuses all objects, and what the tables hold some time after S3 takes them again. */
async function lookDuringStall(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const during = await watchAlarms(stage, STALL_MINUTES);
  await setRefusal(stage, false);
  await stage.advance(SETTLE_MINUTES * MINUTE);
  return { during, lakes: await lookAtTables(stage) };
}

/** What the acceptance test of a run has measured for the brief of its learner. */
export function getAcceptance(run: Evidence): Acceptance {
  const measurements = run.seen as Measurements;
  const brief = drawBrief(findLearnerName(run));
  return {
    ...measurements,
    brief,
    firstRows: measurements.rowsAfter?.[brief.firstAnswerMinutes],
    during: measurements.during?.[brief.alarmMinutes - 1] ?? [],
    lake: measurements.lakes?.find(({ leastGrams }) => leastGrams === brief.leastGrams),
  };
}

/** Lets some minutes pass. @returns the alarms after each of them */
async function watchAlarms(stage: Stage, minutes: number): Promise<(readonly ObservedAlarm[])[]> {
  const watched: (readonly ObservedAlarm[])[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    await stage.advance(MINUTE);
    watched.push(await listAlarms(stage));
  }
  return watched;
}

const listAlarms = ({ connection }: Stage) =>
  useClient(new CloudWatchClient(connection), async (cloudWatch) => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    return MetricAlarms.map(({ AlarmName: name = "", StateValue: state = "" }) => ({ name, state }));
  });

/** Makes all buckets but the grader's refuse new objects, or take them again. */
async function setRefusal(stage: Stage, isRefused: boolean): Promise<void> {
  const { s3 } = stage;
  for (const Bucket of await listLearnerBuckets(stage)) {
    const Statement = [
      { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `arn:aws:s3:::${Bucket}/*` },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await ignoreRefusal<unknown>(
      isRefused
        ? s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
        : s3.send(new DeleteBucketPolicyCommand({ Bucket })),
    );
  }
}

/** Whether a function may have dropped the bad lines: there is one, and none of these lines is in rejected. */
export const canHaveDropped = ({ design, lake }: Acceptance): boolean =>
  design?.hasFunction === true && lake !== undefined && Object.keys(lake.reasons).length === 0;
