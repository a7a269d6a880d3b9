import type { Evidence } from "./view";

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
