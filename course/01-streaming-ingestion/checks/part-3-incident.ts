import { expect } from "chai";
import { exercise, formatHint, formatValue, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { KIOSK_STREAMS } from "../grading/constants";

/** A record of a kiosks' stream that holds one visit. */
interface VisitRecord {
  readonly id: string;
  readonly key: string;
  readonly data: string;
}

exercise(
  "01-streaming-ingestion.recover-visits",
  { points: 4, title: "3.1 Bring them back" },
  ({ learner, solution }) => {
    const expectedVisits = listVisits(solution, KIOSK_STREAMS.once);
    const foundVisits = listVisits(learner, KIOSK_STREAMS.once);
    const error = findAnswerError(learner, "recover-once");
    const stopped = error ?? describeStop(learner, "recover-visits");
    const isIncomplete = new Set(foundVisits.map(({ id }) => id)).size < expectedVisits.length;
    const none = isIncomplete ? stopped : undefined;
    const because = isIncomplete ? (stopped ?? "visits are missing") : undefined;
    const countOf = (visits: readonly VisitRecord[], id: string) => visits.filter((visit) => visit.id === id).length;
    it("gives each visit a record of its own", () => {
      requireFromSolution(expectedVisits[0]);
      const missing = expectedVisits.filter(({ id }) => countOf(foundVisits, id) === 0);
      const single = listVisitsInSingleLists(solution);
      const lists = listVisitsInSingleLists(learner).length - single.length;
      const isOnlySingle = missing.every(({ id }) => single.includes(id));
      expect(
        missing.length,
        formatHint({
          expected: `each of the ${expectedVisits.length} visits in the check's stream has a record of its own`,
          found:
            none ??
            (lists > 0
              ? `${lists} records with a list of one visit were added`
              : missing.length === 1
                ? `one of them has none, ${formatValue(missing[0]?.id)}`
                : `${missing.length} of them have none, such as ${formatValue(missing[0]?.id)}`),
          look: getVisitsLook({ hasListsAround: lists > 0, isOnlySingle }),
          because,
        }),
      ).to.equal(0);
    });
    it("gives none of them two", () => {
      const twice = expectedVisits.filter(({ id }) => countOf(foundVisits, id) > 1);
      expect(
        twice.length,
        formatHint({
          expected: "a visit that has a record of its own gets no other one",
          found:
            none ??
            `${twice.length} of ${expectedVisits.length} visits have two or more, such as ${formatValue(twice[0]?.id)}`,
          look: "which visits you write. By its session_id, you find out whether one has a record of its own already",
          because,
        }),
      ).to.equal(0);
    });
    it("changes nothing if it runs a second time", () => {
      const before = listVisits(solution, KIOSK_STREAMS.twice).length;
      const after = listVisits(learner, KIOSK_STREAMS.twice).length;
      expect(
        [after, findAnswerError(learner, "recover-again")],
        formatHint({
          expected: `after two runs, the ${before} visits of another stream have ${before} records`,
          found: findAnswerError(learner, "recover-again") ?? `they have ${after}`,
          look: "how your function finds out which visits are done. It has to look into the stream: what it remembers ends with it",
          because,
        }),
      ).to.deep.equal([before, undefined]);
    });
    claimContents({ learner, solution }, { foundVisits, expectedVisits, none, because });
  },
);

function getVisitsLook({ hasListsAround, isOnlySingle }: Record<"hasListsAround" | "isOnlySingle", boolean>): string {
  if (hasListsAround) return "Data: the visit itself, without a list around it";
  return isOnlySingle
    ? "which lists you read: one that holds a single visit counts, too"
    : "the records that your script leaves out: how many visits, each with a session_id, does one of them hold? Read the whole stream";
}

/** The visits that have a record of their own in each run, and why the learner's are incomplete. */
interface FoundVisits {
  readonly foundVisits: readonly VisitRecord[];
  readonly expectedVisits: readonly VisitRecord[];
  readonly none: string | undefined;
  readonly because: string | undefined;
}

function claimContents(
  { learner, solution }: EvidencePair,
  { foundVisits, expectedVisits, none, because }: FoundVisits,
): void {
  it("writes the visit as it was, with its session_id as partition key", () => {
    const dataOf = new Map(expectedVisits.map(({ id, data }) => [id, data]));
    const changed = foundVisits.find(({ id, key, data }) => key !== id || !isSameJson(dataOf.get(id), data));
    const found =
      changed && (changed.key === changed.id ? `the data ${changed.data}` : `the key ${formatValue(changed.key)}`);
    expect(
      changed === undefined && foundVisits.length >= expectedVisits.length,
      formatHint({
        expected: "the data of each record is the visit as JSON, and its partition key is the visit's session_id",
        found: none ?? (changed ? `the visit ${changed.id} has ${found ?? ""}` : "visits are missing"),
        look: "PartitionKey and Data",
        because,
      }),
    ).to.equal(true);
  });
  it("writes nothing but visits", () => {
    const countNonVisits = (run: Evidence) =>
      (run.cloud.findStream(KIOSK_STREAMS.once)?.records.length ?? 0) - listVisits(run, KIOSK_STREAMS.once).length;
    const added = countNonVisits(learner) - countNonVisits(solution);
    expect(
      foundVisits.length >= expectedVisits.length ? added : undefined,
      formatHint({
        expected: "only visits are written: what else a kiosk reports stays where it is",
        found: none ?? (added > 0 ? `${added} other records were added` : "visits are missing"),
        look: "records without a session_id that are no list of visits, either",
        because,
      }),
    ).to.equal(0);
  });
}

/** The records of a stream that hold exactly one visit. */
function listVisits({ cloud }: Evidence, stream: string): readonly VisitRecord[] {
  return (cloud.findStream(stream)?.records ?? []).flatMap(({ partitionKey: key, data }) => {
    const id = (Object(parseJson(data)) as Readonly<Record<string, unknown>>)["session_id"];
    return typeof id === "string" ? [{ id, key, data }] : [];
  });
}

/** The ids of the visits that are alone in a list of the check's stream. */
const listVisitsInSingleLists = ({ cloud }: Evidence): readonly unknown[] =>
  (cloud.findStream(KIOSK_STREAMS.once)?.records ?? []).flatMap(({ data }) => {
    const list = parseJson(data);
    return Array.isArray(list) && list.length === 1 ? [Object(list[0]).session_id] : [];
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isSameJson = (left = "", right = ""): boolean =>
  JSON.stringify(parseJson(left)) === JSON.stringify(parseJson(right));
