import { expect } from "chai";
import { exercise, formatHint, formatValue, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { describeStop, findAnswerError, findStreamName, requireFromSolution } from "../../evidence-words";
import { KIOSK_STREAMS } from "../grading/constants";

/** A record of a kiosks' stream that holds one visit. */
interface VisitRecord {
  readonly id: string;
  readonly key: string;
  readonly data: string;
}

exercise("01-streaming-ingestion.recover-visits", { points: 4, title: "3.1 Bring them back" }, (sides) => {
  const recovered = readRecoveredVisits(sides);
  claimEachVisit(sides, recovered);
  claimOnce(recovered);
  claimSecondRun(sides, recovered);
  claimContents(recovered);
  claimNothingElse(recovered);
});

/** What the learner's function has made of the check's stream. */
interface RecoveredVisits {
  readonly expectedVisits: readonly VisitRecord[];
  readonly foundVisits: readonly VisitRecord[];
  readonly missing: readonly VisitRecord[];
  /** How many records without a visit were written. */
  readonly nonVisits: number;
  /** The error that stopped the function, and the cause that claims on missing visits share; both only if visits are missing. */
  readonly none: string | undefined;
  readonly because: string | undefined;
  /** The check's stream was not read. */
  readonly isUnread: boolean;
  /** The same for claims that need only some of the visits: undefined if a third of the missing ones were written. */
  readonly few: { readonly none: string | undefined; readonly because: string } | undefined;
}

function readRecoveredVisits({ learner, solution }: EvidencePair): RecoveredVisits {
  const expectedVisits = listVisits(solution, KIOSK_STREAMS.once);
  const foundVisits = listVisits(learner, KIOSK_STREAMS.once);
  const foundIds = new Set(foundVisits.map(({ id }) => id));
  const missing = expectedVisits.filter(({ id }) => !foundIds.has(id));
  const stopped = findAnswerError(learner, "recover-once") ?? describeStop(learner, "recover-visits");
  const isIncomplete = missing.length > 0;
  const none = isIncomplete ? stopped : undefined;
  const because = isIncomplete ? (stopped ?? "visits are missing") : undefined;
  const nonVisits = countNonVisits(learner) - countNonVisits(solution);
  const hasMany = missing.length * 3 <= countWritten(solution) * 2;
  const few = hasMany || because === undefined ? undefined : { none, because };
  const isUnread = isIncomplete && none === undefined && !hasRead(learner, KIOSK_STREAMS.once);
  return { expectedVisits, foundVisits, missing, nonVisits, none, because, isUnread, few };
}

/** Whether the learner's code has read a stream. */
const hasRead = ({ journal }: Evidence, stream: string): boolean =>
  journal.findCalls("kinesis", "GetShardIterator").some(({ input }) => findStreamName(input) === stream);

/** The records of the check's stream that hold no visit of their own: lists, and what else a kiosk reports. */
const countNonVisits = (run: Evidence): number => listRecords(run).length - listVisits(run, KIOSK_STREAMS.once).length;

/** How many records the solution has written. The last record of the kiosks' day, before these, holds no visit. */
const countWritten = (solution: Evidence): number =>
  listRecords(solution).length - 1 - listRecords(solution).findLastIndex(({ data }) => readVisitId(data) === undefined);

function claimEachVisit({ learner, solution }: EvidencePair, recovered: RecoveredVisits): void {
  const { expectedVisits, missing, none, because, isUnread } = recovered;
  it("gives each visit a record of its own", () => {
    requireFromSolution(expectedVisits[0]);
    const lists = listVisitsInSingleLists(learner).length - listVisitsInSingleLists(solution).length;
    expect(
      missing.length,
      formatHint({
        expected: `each of the ${expectedVisits.length} visits in the check's stream has a record of its own`,
        found:
          none ??
          (isUnread
            ? "your function has not read the check's stream"
            : lists > 0
              ? `${lists} records with a list of one visit were added`
              : missing.length === 1
                ? `one of them has none, ${formatValue(missing[0]?.id)}`
                : `${missing.length} of them have none, such as ${formatValue(missing[0]?.id)}`),
        look: getVisitsLook(solution, { recovered, hasListsAround: lists > 0 }),
        because,
      }),
    ).to.equal(0);
  });
}

const AS_JSON = "Data: what you write can't be read as a visit. JSON.stringify, called once, writes a visit as JSON";

/** Whether the visits that are missing may have been written as something else than JSON. */
const isOtherText = ({ missing, nonVisits }: RecoveredVisits): boolean =>
  missing.length > 0 && nonVisits >= missing.length;

function getVisitsLook(
  solution: Evidence,
  { recovered, hasListsAround }: { recovered: RecoveredVisits; hasListsAround: boolean },
): string {
  const { missing, isUnread, few } = recovered;
  if (isUnread)
    return "streamName, the parameter of the function: the check calls it with the names of other streams. Read that stream, and write into it";
  if (hasListsAround) return "Data: the visit itself, without a list around it";
  if (isOtherText(recovered)) return AS_JSON;
  const single = listVisitsInSingleLists(solution);
  if (missing.every(({ id }) => single.includes(id)))
    return "which lists you read: one that holds a single visit counts, too";
  const unread = few === undefined ? listUnreadKiosks(solution, missing) : [];
  return unread.length > 0
    ? `which lists you read: the check's stream also has lists of ${unread.join(" and ")}, and none of their visits was written`
    : "the records that your script leaves out: how many visits, each with a session_id, does one of them hold? Read the whole stream";
}

/** The kiosks none of whose lists was read, if that explains all visits that are missing. */
function listUnreadKiosks(solution: Evidence, missing: readonly VisitRecord[]): readonly string[] {
  const missingIds = new Set(missing.map(({ id }) => id));
  const lists = listRecords(solution).flatMap(({ partitionKey, data }) => {
    const list = parseJson(data);
    return Array.isArray(list)
      ? [{ kiosk: partitionKey, ids: list.map((visit) => String(Object(visit).session_id)) }]
      : [];
  });
  const kiosks = [...new Set(lists.map(({ kiosk }) => kiosk))].filter((name) =>
    lists.every(({ kiosk, ids }) => kiosk !== name || ids.every((id) => missingIds.has(id))),
  );
  const unreadIds = new Set(lists.flatMap(({ kiosk, ids }) => (kiosks.includes(kiosk) ? ids : [])));
  return missing.every(({ id }) => unreadIds.has(id)) ? kiosks : [];
}

function claimOnce({ expectedVisits, foundVisits, few }: RecoveredVisits): void {
  it("gives none of them two", () => {
    const twice = expectedVisits.filter(({ id }) => foundVisits.filter((visit) => visit.id === id).length > 1);
    expect(
      twice.length,
      formatHint({
        expected: "a visit that has a record of its own gets no other one",
        found:
          few?.none ??
          `${twice.length} of ${expectedVisits.length} visits have two or more, such as ${formatValue(twice[0]?.id)}`,
        look: "which visits you write. By its session_id, you find out whether one has a record of its own already",
        because: few?.because,
      }),
    ).to.equal(0);
  });
}

function claimSecondRun({ learner, solution }: EvidencePair, { foundVisits, because }: RecoveredVisits): void {
  it("changes nothing if it runs a second time", () => {
    requireFromSolution(listVisits(solution, KIOSK_STREAMS.twice)[0]);
    // Both streams have the same numbers of visits and lists, so a first run leaves as many records in either, duplicates included.
    const before = foundVisits.length;
    const after = listVisits(learner, KIOSK_STREAMS.twice).length;
    expect(
      because === undefined ? [after, findAnswerError(learner, "recover-again")] : because,
      formatHint({
        expected: `a second run adds nothing: after the first one, the visits of another stream have ${before} records`,
        found: findAnswerError(learner, "recover-again") ?? `after the second one, they have ${after}`,
        look: "how your function finds out which visits are done. It has to look into the stream: what it remembers ends with it",
        because,
      }),
    ).to.deep.equal([before, undefined]);
  });
}

function claimContents({ expectedVisits, foundVisits, few }: RecoveredVisits): void {
  it("writes the visit as it was, with its session_id as partition key", () => {
    const dataOf = new Map(expectedVisits.map(({ id, data }) => [id, data]));
    const changed = foundVisits.find(({ id, key, data }) => key !== id || !isSameJson(dataOf.get(id), data));
    const found =
      changed && (changed.key === changed.id ? `the data ${changed.data}` : `the key ${formatValue(changed.key)}`);
    expect(
      changed === undefined && few === undefined,
      formatHint({
        expected: "the data of each record is the visit as JSON, and its partition key is the visit's session_id",
        found: few?.none ?? (changed ? `the visit ${changed.id} has ${found ?? ""}` : "visits are missing"),
        look: "PartitionKey and Data",
        because: few?.because,
      }),
    ).to.equal(true);
  });
}

function claimNothingElse(recovered: RecoveredVisits): void {
  const { nonVisits, few } = recovered;
  it("writes nothing but visits", () => {
    expect(
      few === undefined ? nonVisits : undefined,
      formatHint({
        expected: "only visits are written: what else a kiosk reports stays where it is",
        found: few?.none ?? (nonVisits > 0 ? `${nonVisits} other records were added` : "visits are missing"),
        look: isOtherText(recovered) ? AS_JSON : "records without a session_id that are no list of visits, either",
        because: few?.because,
      }),
    ).to.equal(0);
  });
}

const listRecords = ({ cloud }: Evidence, stream: string = KIOSK_STREAMS.once) =>
  cloud.findStream(stream)?.records ?? [];

/** The records of a stream that hold exactly one visit. */
function listVisits(run: Evidence, stream: string): readonly VisitRecord[] {
  return listRecords(run, stream).flatMap(({ partitionKey: key, data }) => {
    const id = readVisitId(data);
    return id === undefined ? [] : [{ id, key, data }];
  });
}

/** The id of the visit that a record holds; undefined if it holds none, or a list. */
function readVisitId(data: string): string | undefined {
  const id = (Object(parseJson(data)) as Readonly<Record<string, unknown>>)["session_id"];
  return typeof id === "string" ? id : undefined;
}

/** The ids of the visits that are alone in a list of the check's stream. */
const listVisitsInSingleLists = (run: Evidence): readonly unknown[] =>
  listRecords(run).flatMap(({ data }) => {
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
