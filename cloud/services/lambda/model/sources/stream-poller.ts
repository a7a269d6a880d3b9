import type { Timer } from "../../../../core/clock";
import type { SourcePosition, SourceRecord, StreamSource } from "../../../kinesis/model/source";
import { SERVICE } from "../runtimes";
import {
  createJobs,
  createLane,
  type Job,
  type ShardLane,
  MAX_BATCH_BYTES,
  getTarget,
  type Poller,
  type PollerParts,
} from "./shard-lane";
import { decideAfterCall, createAbandonedRecord, streamRecord } from "./stream-batch";
import { type StreamSettings, compileRecordFilter } from "./stored-mapping";

/** The inputs of a stream's poller. */
interface StreamPollerParts extends PollerParts {
  readonly settings: StreamSettings;
  /** Looked up in every round: the stream may be deleted and created again. */
  readonly createSource: () => StreamSource | undefined;
  /** The mapping's positions; undefined if it has not begun to read. */
  readonly getPositions: () => readonly SourcePosition[] | undefined;
  readonly savePositions: (positions: readonly SourcePosition[]) => void;
}

/** Lambda polls each shard once a second. */
const ROUND_MS = 1_000;

/** Reads a data stream shard by shard, each in order, and follows splits and merges. */
export class StreamPoller implements Poller {
  readonly #parts: StreamPollerParts;
  readonly #isPassing: (content: string, record: object) => boolean;
  #lanes: readonly ShardLane[] | undefined;
  #timer: Timer;
  #isStopped = false;

  constructor(parts: StreamPollerParts) {
    this.#parts = parts;
    this.#isPassing = compileRecordFilter(parts.mapping.filters, "data");
    this.#timer = parts.core.clock.schedule(parts.core.now(), (at) => this.#tick(at));
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer.cancel();
  }

  async #tick(at: number): Promise<void> {
    this.#timer = this.#parts.core.clock.schedule(at + ROUND_MS, (next) => this.#tick(next));
    const source = this.#parts.createSource();
    if (source === undefined) {
      // The stream does not exist: one created again under its name is read from the beginning.
      if (this.#lanes !== undefined) this.#lanes = [];
      return;
    }
    this.#lanes ??= (this.#parts.getPositions() ?? this.#start(source)).map(createLane);
    if (this.#lanes.length === 0) this.#lanes = source.trimHorizon().map(createLane);
    await Promise.all(this.#lanes.filter(({ isBusy }) => !isBusy).map((lane) => this.#work(lane, source, at)));
  }

  #start(source: StreamSource): readonly SourcePosition[] {
    const start = this.#parts.settings.start === "LATEST" ? source.getLatest() : source.trimHorizon();
    this.#parts.savePositions(start);
    return start;
  }

  /** Processes a shard as long as calls are due or batches ready. */
  async #work(lane: ShardLane, source: StreamSource, at: number): Promise<void> {
    lane.isBusy = true;
    try {
      while (!this.#isStopped && !this.#parts.core.processes.isClosed) {
        if (lane.jobs.length === 0 && !this.#read(lane, source, at)) return;
        if (lane.jobs.length > 0 && !(await this.#runDue(lane))) return;
        if (lane.jobs.length === 0) this.#moveOn(lane);
        if (this.#lanes?.includes(lane) !== true) return;
      }
    } finally {
      lane.isBusy = false;
    }
  }

  /** Reads a batch that is full or has waited long enough. @returns whether the lane has jobs */
  #read(lane: ShardLane, source: StreamSource, at: number): boolean {
    const {
      mapping: { batchSize, windowSeconds },
      settings: { parallel, startAt = 0, start },
    } = this.#parts;
    const max = batchSize * parallel;
    const found = source.read(lane.position, { records: max });
    if (found === undefined) {
      // All records of the shard have expired.
      lane.next = [];
      return true;
    }
    const { records, next } = limitToSize(source, lane.position, { max, found });
    lane.next = next;
    if (records.length === 0)
      return next.length !== 1 || next[0]?.shard !== lane.position.shard || next[0].number !== lane.position.number;
    lane.waitingSince ??= at;
    if (records.length < max && at - lane.waitingSince < windowSeconds * 1000 && isSame(found.records, records))
      return false;
    lane.waitingSince = undefined;
    const selected = records.filter(
      (record) => (start !== "AT_TIMESTAMP" || record.arrivedAt >= startAt) && this.isSelected(record),
    );
    lane.jobs = createJobs(selected, { parallel, batchSize, now: at });
    return true;
  }

  isSelected({ data, partitionKey, sequenceNumber }: SourceRecord): boolean {
    return this.#isPassing(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8"), {
      partitionKey,
      sequenceNumber,
    });
  }

  /** Makes the calls that are due, one for each line. @returns whether a call was due */
  async #runDue(lane: ShardLane): Promise<boolean> {
    const heads = lane.jobs.filter((job, index) => lane.jobs.findIndex(({ line }) => line === job.line) === index);
    const due = heads.filter(({ dueAt }) => dueAt <= this.#parts.core.now());
    if (due.length === 0) return false;
    const after = await Promise.all(due.map(async (job) => ({ job, left: await this.#run(job) })));
    lane.jobs = lane.jobs.flatMap((job) => after.find((item) => item.job === job)?.left ?? [job]);
    return true;
  }

  async #run(job: Job): Promise<readonly Job[]> {
    const { core, calls, functions, mapping, settings, onResult } = this.#parts;
    const fresh = this.#removeOld(job);
    if (fresh.records.length === 0) return [];
    const role = functions.find(mapping.functionName)?.latest.role ?? "";
    const around = { arn: mapping.sourceArn, region: core.region, role };
    const payload = Buffer.from(
      JSON.stringify({ Records: fresh.records.map((record) => streamRecord(record, around)) }),
    );
    const answer = await calls.call({ target: getTarget(core, mapping), payload, caller: SERVICE });
    if (core.processes.isClosed) return [job];
    if (answer.kind === "refused") onResult(`PROBLEM: ${answer.fault.code}`, 0);
    else if (answer.isError) onResult("PROBLEM: Function call failed", 0);
    else onResult("OK", fresh.records.length);
    const { jobs, abandoned: givenUp } = decideAfterCall(fresh, answer, { mapping, settings, now: core.now() });
    if (givenUp !== undefined) this.#giveUp(givenUp.job, "RetryAttemptsExhausted", answer);
    return jobs;
  }

  /** The job without records that exceed the maximum age, which are given up. */
  #removeOld(job: Job): Job {
    const {
      core,
      settings: { ageSeconds },
    } = this.#parts;
    if (ageSeconds === -1) return job;
    const isOld = ({ arrivedAt }: SourceRecord): boolean => core.now() - arrivedAt > ageSeconds * 1000;
    const old = job.records.filter(isOld);
    // The attempt that finds them too old counts, too (recorded on AWS by LocalStack, 2025-11-25,
    // test_kinesis_maximum_record_age_exceeded).
    if (old.length > 0)
      this.#giveUp({ ...job, records: old, failures: job.failures + 1 }, "RecordAgeExceeded", undefined);
    return { ...job, records: job.records.filter((record) => !isOld(record)) };
  }

  #giveUp(
    job: Job,
    condition: "RetryAttemptsExhausted" | "RecordAgeExceeded",
    answer: Parameters<typeof createAbandonedRecord>[2]["answer"],
  ): void {
    const { core, calls, mapping, settings, destinations } = this.#parts;
    if (settings.onFailure === undefined) return;
    const requestId = answer?.kind === "answered" ? answer.requestId : calls.createRequestId();
    destinations.send(settings.onFailure, {
      MessageBody: createAbandonedRecord(core, mapping, { job, requestId, condition, answer }),
    });
  }

  /** Goes on after a finished batch: to the following records, or to the shard's children. */
  #moveOn(lane: ShardLane): void {
    this.#lanes = (this.#lanes ?? []).flatMap((item) =>
      item === lane ? lane.next.map((position) => moveLane(lane, position)) : [item],
    );
    this.#parts.savePositions(this.#lanes.map(({ position }) => position));
  }
}

const moveLane = (lane: ShardLane, position: SourcePosition): ShardLane =>
  position.shard === lane.position.shard
    ? Object.assign(lane, { ...createLane(position), isBusy: lane.isBusy })
    : createLane(position);

interface ReadResult {
  readonly records: readonly SourceRecord[];
  readonly next: readonly SourcePosition[];
}

const isSame = (first: readonly SourceRecord[], second: readonly SourceRecord[]): boolean =>
  first.length === second.length;

/** As many records as fit into a call's limit of 6 MB. */
function limitToSize(
  source: StreamSource,
  position: SourcePosition,
  { max, found }: { readonly max: number; readonly found: ReadResult },
): ReadResult {
  let bytes = 0;
  const fitting = found.records.findIndex(
    ({ data, partitionKey }) =>
      (bytes += Math.ceil(data.byteLength / 3) * 4 + partitionKey.length + 600) > MAX_BATCH_BYTES,
  );
  if (fitting === -1 || fitting === 0) return found;
  return source.read(position, { records: Math.min(max, fitting) }) ?? found;
}
