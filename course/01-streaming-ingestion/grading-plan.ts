import { CreateStreamCommand, PutRecordCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { ignoreRefusal, type Plan, type Question, type ScriptPlan, type Stage } from "../../grader/index";
import { browsingSession, HOMES_ELSEWHERE, type BrowsingSession } from "../../src/generators/browsing-session";
import { createKioskDay, KIOSKS, type KioskDay, type KioskPlan } from "../../src/generators/kiosk-visits";
import { seededRandom } from "../../src/generators/random";
import { applyGivens } from "./given/index";
import { listLab01Resources } from "./created-resources";
import { SOURCE_STREAM } from "./given/names";
import {
  INTERNATIONAL_DATA_STREAM,
  KIOSK_STREAMS,
  OTHER_SPELLINGS,
  PROBES,
  USA_DATA_STREAM,
} from "./grading/constants";

/** The number of random sessions that the ETL script gets: enough that a wrong script can't be right by chance. */
const RANDOM_SESSIONS = 30;
/** After them, each other country has a session, since a learner's own routes may name any. */
const SESSIONS = RANDOM_SESSIONS + HOMES_ELSEWHERE.length;
/** The last hash key. It belongs to the last shard, which a script reads after all others. */
const LAST_HASH_KEY = String((1n << 128n) - 1n);
/** A Firehose writes 60 seconds after the first record; the rest is for its polling. */
const UNTIL_DELIVERED_SECONDS = 90;

const consumer: ScriptPlan = {
  path: "src/etl/consumer.ts",
  getArgs: () => [
    "--source_stream",
    SOURCE_STREAM,
    "--dest_streams",
    JSON.stringify({ USA: USA_DATA_STREAM, International: INTERNATIONAL_DATA_STREAM }),
  ],
  async prepare(stage) {
    for (const name of [SOURCE_STREAM, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM]) {
      await stage.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 2 }));
    }
    await stage.advance(10);
    const toRecord = (session: BrowsingSession) => ({
      Data: Buffer.from(JSON.stringify(session)),
      PartitionKey: session.session_id,
    });
    // A script that ends at a country it doesn't know has handled all judged sessions before.
    const spelled = createSpelledSessions(stage.seed).map((session) => ({
      ...toRecord(session),
      ExplicitHashKey: LAST_HASH_KEY,
    }));
    const Records = [...createGradedSessions(stage.seed).map(toRecord), ...spelled];
    await stage.kinesis.send(new PutRecordsCommand({ StreamName: SOURCE_STREAM, Records }));
  },
  /** The script is done when it has read all records, and then has found both shards empty, twice each. */
  isDone(calls) {
    const reads = calls
      .filter(({ operation, outcome }) => operation === "GetRecords" && outcome === "ok")
      .map(({ output }) => countRecords(output));
    const total = reads.reduce((sum, records) => sum + records, 0);
    const emptyAtEnd = reads.length - 1 - reads.findLastIndex((records) => records > 0);
    return total >= SESSIONS + OTHER_SPELLINGS.length && emptyAtEnd >= 4;
  },
};

const RECOVER_VISITS = "01-streaming-ingestion.recover-visits";
const RECOVERIES: readonly Question[] = [
  { id: "recover-once", name: "recoverVisits", args: [KIOSK_STREAMS.once] },
  { id: "recover-first", name: "recoverVisits", args: [KIOSK_STREAMS.twice] },
  { id: "recover-again", name: "recoverVisits", args: [KIOSK_STREAMS.twice] },
];

export const gradingPlan: Plan = {
  chosenNames: [{ exercise: "01-streaming-ingestion.student-name", constant: "STUDENT" }],
  /** Bucket names contain the account's id, so the run takes place in the account that the learner has typed in. */
  getAccount: (answer) => /\b\d{12}\b/.exec(answer("01-streaming-ingestion.account-id") ?? "")?.[0],
  packages: ["kinesis", "s3", "firehose", "sts"].map((service) => `@aws-sdk/client-${service}`),
  async prepare(stage) {
    await applyGivens({ connection: stage.connection });
    await stage.advance(10);
    await writeKioskDays(stage);
  },
  createQuestions: (_seed, judged) => [
    ...(judged.has(RECOVER_VISITS) ? RECOVERIES : []),
    ...["STUDENT", "ACCOUNT_ID"].map((name) => ({ id: name, name })),
    { id: "quiz", name: "ANSWERS" },
  ],
  async collectAfterCells(stage) {
    // The learner's streams may be missing, or refuse the probe: the claims report that, so the refusal is ignored
    // here.
    for (const { stream, text } of PROBES) {
      await ignoreRefusal(
        stage.kinesis.send(
          new PutRecordCommand({ StreamName: stream, PartitionKey: "probe", Data: Buffer.from(text) }),
        ),
      );
    }
    await stage.advance(UNTIL_DELIVERED_SECONDS);
    return {};
  },
  slowToCollect: [RECOVER_VISITS],
  listCreatedResources: listLab01Resources,
  scripts: [consumer],
};

/** A learner's kiosks, and two with short lists whose visits are in no other list. */
const GRADED_KIOSKS: readonly KioskPlan[] = [
  ...KIOSKS,
  { kiosk: "kiosk-3", alone: 0, collected: [1] },
  { kiosk: "kiosk-4", alone: 0, collected: [2] },
];

/** What the kiosks wrote into a stream: other visits than a learner has seen. */
export function createGradedKioskDay(seed: Stage["seed"], stream: string): KioskDay {
  return createKioskDay(seededRandom((seed ^ (stream === KIOSK_STREAMS.once ? 0x10c : 0x20c)) >>> 0), GRADED_KIOSKS);
}

async function writeKioskDays({ kinesis, advance, seed }: Stage): Promise<void> {
  const streams = Object.values(KIOSK_STREAMS);
  for (const StreamName of streams) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  await advance(10);
  for (const StreamName of streams) {
    const Records = createGradedKioskDay(seed, StreamName).records.map(({ partitionKey: PartitionKey, data }) => ({
      PartitionKey,
      Data: Buffer.from(JSON.stringify(data)),
    }));
    await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
  }
}

/**
 * The sessions on which the ETL script is judged: others than a learner has seen, for both destinations. In each
 * session every product occurs once, so that the number of entries and the number of different products are the same.
 * In some sessions exactly one product, or every product, is outside of the cart: they detect a condition that always
 * or never holds.
 */
export function createGradedSessions(seed: Stage["seed"]): BrowsingSession[] {
  const random = seededRandom((seed ^ 0x5eed) >>> 0);
  return Array.from({ length: SESSIONS }, (_, n) => {
    const session = browsingSession(random);
    const history = session.browse_history.map((product, at) => ({
      ...product,
      product_code: `Product${at + 1}`,
      in_shopping_cart: IN_CART[n % IN_CART.length]?.(at) ?? product.in_shopping_cart,
    }));
    return { ...session, ...HOMES_ELSEWHERE[n - RANDOM_SESSIONS], browse_history: history };
  });
}

/** Sessions of customers whose country is spelled otherwise. They show which field a condition looks at, and are not judged. */
function createSpelledSessions(seed: Stage["seed"]): BrowsingSession[] {
  const random = seededRandom((seed ^ 0x3a11) >>> 0);
  return OTHER_SPELLINGS.map((country) => ({ ...browsingSession(random), country }));
}

/** Whether the product at a position of the history is in the cart, by session; undefined leaves it as generated. */
const IN_CART: readonly (((at: number) => boolean) | undefined)[] = [(at) => at > 0, undefined, () => false, undefined];

/** The number of records in an answer of GetRecords. The last item of a list that the journal has cut tells it. */
function countRecords(output: unknown): number {
  const records = typeof output === "object" && output !== null && "Records" in output ? output.Records : [];
  if (!Array.isArray(records)) return 0;
  const cut = /^… \((\d+) items\)$/.exec(String(records.at(-1)));
  return cut ? Number(cut[1]) : records.length;
}
