import type {
  AnswerEvidence,
  BucketEvidence,
  CellEvidence,
  CloudEvidence,
  FirehoseEvidence,
  JournalLine,
  RunEvidence,
  ScriptEvidence,
  StreamEvidence,
} from "./evidence";

/**
 * One run as checks see it, from outside. The outcomes of cells and scripts, and the answers, are reported by the
 * submission; all else is observed by the grader.
 */
export interface Evidence {
  readonly cloud: CloudView;
  readonly journal: JournalView;
  /**
   * The names that the learner has chosen (`Plan.chosenNames`), by constant; none in the solution's evidence. They are the
   * learner's even if the run has the solution's names.
   */
  readonly chosenNames: Readonly<Record<string, string | undefined>>;
  /** Values that the lab's plan has kept during the run, by name. */
  readonly seen: Readonly<Record<string, unknown>>;
  /** The answer of the submission's process to a question of the plan; an error if the question was never asked. */
  answer(question: string): AnswerEvidence;
  /** The outcome of a cell that was run, by cell id. Reported by the submission's process: for feedback only. */
  findCell(id: string): CellEvidence | undefined;
  /** The outcome of a script, by its path in the project. Its printed text comes from the submission. */
  findScript(path: string): ScriptEvidence | undefined;
}

/** The state of a cloud, with resources found by name. */
interface CloudView extends CloudEvidence {
  findStream(name: string): StreamEvidence | undefined;
  findBucket(name: string): BucketEvidence | undefined;
  findFirehose(name: string): FirehoseEvidence | undefined;
}

interface JournalView {
  /** API calls of one operation that the submission made and that succeeded, with these members in their input. */
  findCalls(service: string, operation: string, input?: Readonly<Record<string, unknown>>): readonly JournalLine[];
  count(service: string, operation: string, input?: Readonly<Record<string, unknown>>): number;
  /** The same of calls that were refused. Their inputs show what the submission has right, although AWS refused the rest. */
  findRefusedCalls(
    service: string,
    operation: string,
    input?: Readonly<Record<string, unknown>>,
  ): readonly JournalLine[];
}

/** Wraps the plain evidence of a run in the methods that checks call. */
export function createEvidenceView(run: RunEvidence, chosenNames: Evidence["chosenNames"] = {}): Evidence {
  const findAllCalls: JournalView["findCalls"] = (service, operation, input = {}) =>
    run.journal.filter((line) => line.service === service && line.operation === operation && has(line.input, input));
  const findCalls: JournalView["findCalls"] = (...which) =>
    findAllCalls(...which).filter(({ outcome }) => outcome === "ok");
  return {
    cloud: createCloudView(run.cloud),
    journal: {
      findCalls,
      count: (...which) => findCalls(...which).length,
      findRefusedCalls: (...which) => findAllCalls(...which).filter(({ outcome }) => outcome !== "ok"),
    },
    chosenNames,
    seen: run.seen,
    answer: (question) => run.answers[question] ?? { error: "Its cell didn't get this far." },
    findCell: (id) => run.cells.find((cell) => cell.id === id),
    findScript: (path) => run.scripts.find((script) => script.path === path),
  };
}

function has(input: unknown, requested: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(requested).every(
    ([name, value]) => typeof input === "object" && input !== null && Reflect.get(input, name) === value,
  );
}

function createCloudView(state: CloudEvidence): CloudView {
  return {
    ...state,
    findStream: (name) => state.streams.find((stream) => stream.name === name),
    findBucket: (name) => state.buckets.find((bucket) => bucket.name === name),
    findFirehose: (name) => state.firehoses.find((firehose) => firehose.name === name),
  };
}

/** The evidence of a run, and what has been read of it so far: `answer quiz`, `cell setup`, or a member such as `cloud`. */
interface WatchedEvidence {
  readonly watched: Evidence;
  readonly reads: ReadonlySet<string>;
}

/** Notes what claims read of a run. */
export function watchReads(run: Evidence): WatchedEvidence {
  const reads = new Set<string>();
  const calls: Pick<Evidence, "answer" | "findCell"> = {
    answer: (question) => {
      reads.add(`answer ${question}`);
      return run.answer(question);
    },
    findCell: (id) => {
      reads.add(`cell ${id}`);
      return run.findCell(id);
    },
  };
  const watched = new Proxy(run, {
    get(target, name) {
      if (Object.hasOwn(calls, name)) return Reflect.get(calls, name) as unknown;
      reads.add(String(name));
      return Reflect.get(target, name) as unknown;
    },
  });
  return { watched, reads };
}
