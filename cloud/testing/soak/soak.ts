import { createRandom } from "../../core/random";
import { judgeMessages, judgeObjects, judgeRecords } from "./judges";
import { Ledger } from "./ledger";
import { createClients, jump, leave, prepare, start } from "./run";
import { writers } from "./writers";

/** Options of a soak test. */
interface SoakOptions {
  /** The cloud's data folder. */
  readonly data: string;
  readonly seed: string;
  /**
   * The number of rounds. In each, the writers write until the cloud is killed, its clock jumps, or connections are
   * cut.
   */
  readonly rounds: number;
  /** How many acknowledged writes each writer makes in a round. */
  readonly writes: number;
}

/**
 * The result of a soak test. `lost`: acknowledged writes that are missing; `strange`: stored data that should not
 * exist.
 */
interface SoakResult {
  readonly acknowledged: number;
  readonly kills: number;
  readonly cuts: number;
  readonly jumpedSeconds: number;
  readonly lost: readonly string[];
  readonly strange: readonly string[];
}

/** Writes data with kills, clock jumps and cut connections, then reads all of it back. */
export async function runSoak({ data, seed, rounds, writes }: SoakOptions): Promise<SoakResult> {
  const random = createRandom(seed);
  const ledger = new Ledger();
  let run = await start(data);
  const QueueUrl = await prepare(run);
  const details = { kills: 0, cuts: 0, jumpedSeconds: 0 };
  for (let round = 0; round < rounds; round++) {
    const fault = ["kill", "cut", "jump", "kill"][round % 4] ?? "kill";
    const broken = new AbortController();
    const max = fault === "jump" ? writes : Infinity;
    const { writeRecords: records, writeMessages: messages, writeObjects: objects } = writers;
    const writing = Promise.all(
      [records, messages, objects].map((write) =>
        write({
          run,
          ledger,
          QueueUrl,
          round,
          max,
          random: random.fork(`${round} ${write.name}`),
          broken: broken.signal,
        }),
      ),
    );
    const enough = ledger.acknowledged + 3 * writes;
    // A round ends after a number of acknowledged writes, not after a time; a write that fails before ends the soak
    // test.
    while (fault !== "jump" && ledger.acknowledged < enough) await Promise.race([jump(run, 1), writing]);
    if (fault !== "jump") broken.abort();
    if (fault === "kill") run.cloud.child.kill("SIGKILL");
    if (fault === "cut") leave(run);
    await writing;
    if (fault === "jump") {
      const seconds = random.drawBelow(3_600);
      details.jumpedSeconds += seconds;
      await jump(run, seconds);
    } else if (fault === "kill") {
      await run.cloud.ended;
      leave(run);
      run = await start(data);
      details.kills += 1;
    } else {
      run = { cloud: run.cloud, ...createClients(run.cloud) };
      details.cuts += 1;
    }
  }
  await jump(run, 3_600);
  const judged = [
    await judgeRecords(run, ledger),
    await judgeMessages(run, ledger, QueueUrl),
    await judgeObjects(run, ledger),
  ];
  leave(run);
  await run.cloud.end("SIGTERM");
  return {
    ...details,
    acknowledged: ledger.acknowledged,
    lost: judged.flatMap(({ lost }) => lost),
    strange: judged.flatMap(({ strange }) => strange),
  };
}
