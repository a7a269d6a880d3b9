import { expect } from "chai";
import { formatHint, formatValue, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { countOtherRecords, getSales, type StoredSale } from "./shards";

/** What the learner's function has written, compared with the sales that it was given. */
interface WrittenSales {
  readonly expected: readonly StoredSale[];
  readonly stored: readonly StoredSale[];
  /** How many records of the stream are no ticket. */
  readonly others: number;
  /** The given sales that aren't in the stream, and those that are there more than once. */
  readonly missing: readonly StoredSale[];
  readonly twice: readonly StoredSale[];
  /** The number of records in each call of PutRecords. */
  readonly callSizes: readonly number[];
  /** The error that ended the function. */
  readonly error: string | undefined;
  /** The error that ended the function or its cell. */
  readonly stop: string | undefined;
  /** Why no sale is in the stream, if none is. */
  readonly none: string | undefined;
  /** Whether as many records are in the stream as there are sales. */
  readonly isComplete: boolean;
  /** The reason why a claim that also holds for the colleague's program, which loses sales, is not yet earned. */
  readonly lost: string | undefined;
}

/**
 * Makes the claims, inside an exercise, on the sales that the learner's function has written. The colleague's program loses most of them, but
 * ends without an error, writes none twice, and keeps the concerts as keys. So these claims hold only for an answer that does more than that.
 */
export function claimSales({ learner, solution }: EvidencePair): void {
  const written = readWrittenSales(learner, getSales(solution));
  claimArrival(written);
  claimEnd(written);
  claimOnce(written);
  claimContents(written);
  claimBatches(written);
}

function readWrittenSales(learner: Evidence, expected: readonly StoredSale[]): WrittenSales {
  const stored = getSales(learner);
  const others = countOtherRecords(learner);
  const countOf = (order: number) => stored.filter((sale) => sale.order === order).length;
  const missing = expected.filter(({ order }) => countOf(order) === 0);
  const twice = expected.filter(({ order }) => countOf(order) > 1);
  const callSizes = learner.journal.findCalls("kinesis", "PutRecords").map(({ input }) => countRecords(input));
  const error = findAnswerError(learner, "put-sales");
  const stop = error ?? describeStop(learner, "put-sales");
  const nothing =
    others === 0 ? "no sale is in the stream" : `the data of ${others} records isn't that of ticketOf(sale)`;
  const none = stored.length === 0 ? (stop ?? nothing) : undefined;
  const isComplete = expected.length - missing.length + others >= expected.length;
  // Without more records than there are sales, no rejected one was sent again.
  const hasSentAgain = callSizes.reduce((sum, size) => sum + size, 0) > expected.length;
  const lost = isComplete || hasSentAgain ? undefined : LOST;
  return { expected, stored, others, missing, twice, callSizes, error, stop, none, isComplete, lost };
}

/** The number of records in a call of PutRecords. The last item of a list that the journal has cut has it. */
function countRecords(input: unknown): number {
  const { Records } = Object(input) as { readonly Records?: unknown };
  if (!Array.isArray(Records)) return 0;
  const cut = /^… \((\d+) items\)$/.exec(String(Records.at(-1)));
  return cut ? Number(cut[1]) : Records.length;
}

function claimArrival({ expected, others, missing, stop, none }: WrittenSales): void {
  it("puts each sale into the stream", () => {
    requireFromSolution(expected[0]);
    expect(
      missing.length,
      formatHint({
        expected: `all ${expected.length} sales of the check are in the stream, although ${HOT_SHARE}`,
        found: none ?? `${formatShare(missing, expected)} are missing`,
        look:
          none !== undefined && stop === undefined && others > 0
            ? "Data: it is ticketOf(sale)"
            : "the response of PutRecords: does an entry have an ErrorCode? And what happens if the same record is rejected again and again?",
        because: none ?? LOST,
      }),
    ).to.equal(0);
  });
}

function claimEnd({ error, none, isComplete }: WrittenSales): void {
  it("ends without an error", () => {
    expect(
      isComplete && error === undefined,
      formatHint({
        expected: "putSales ends without an error as soon as all sales are in the stream",
        found: error ?? LOST,
        look: "when it ends: AWS refuses a call of PutRecords without records",
        because: none ?? (error === undefined ? LOST : undefined),
      }),
    ).to.equal(true);
  });
}

function claimOnce({ expected, stored, twice, callSizes, stop, none, lost }: WrittenSales): void {
  // A run that was ended leaves no stream to look into. One that sends everything again and again is ended for what it stores.
  const isRepeating = stored.length === 0 && stop !== undefined && callSizes.length > 3;
  const isStopped = stored.length === 0 && stop !== undefined;
  it("puts none of them twice", () => {
    expect(
      twice.length === 0 && !isStopped && lost === undefined,
      formatHint({
        expected: "each sale is in the stream once",
        found: none ?? (twice.length === 0 ? LOST : `${formatShare(twice, expected)} are there more than once`),
        look: "which records are sent again: only those whose entry has an ErrorCode. The entries have the order of the records that this call sent",
        because: isRepeating ? undefined : (none ?? (twice.length === 0 ? LOST : undefined)),
        ...(isRepeating ? { explains: LIMIT } : {}),
      }),
    ).to.equal(true);
  });
}

function claimContents({ expected, stored, none, lost }: WrittenSales): void {
  it("keeps the concert as partition key, and the ticket as data", () => {
    const saleOf = new Map(expected.map((sale) => [sale.order, sale]));
    const changed = stored.find(
      ({ order, key, bytes }) => saleOf.get(order)?.key !== key || saleOf.get(order)?.bytes !== bytes,
    );
    expect(
      none === undefined && changed === undefined && lost === undefined,
      formatHint({
        expected: "the partition key of each sale is its concert, and its data is ticketOf(sale)",
        found:
          none ??
          (changed === undefined
            ? LOST
            : `order ${changed.order} has the key ${formatValue(changed.key)} and ${changed.bytes} bytes of data`),
        look: "PartitionKey and Data. With another key, a concert's sales lie in several shards, and lose their order",
        because: none ?? (changed === undefined ? LOST : undefined),
      }),
    ).to.equal(true);
  });
}

function claimBatches({ callSizes, none }: WrittenSales): void {
  it("writes with PutRecords", () => {
    // Without a pause between two tries there are many more calls, which is right, too. So the sales of a call count.
    expect(
      callSizes.some((size) => size > 1),
      formatHint({
        expected: "many sales go into each call of PutRecords",
        found: none ?? (callSizes.length === 0 ? "PutRecords was not called" : "each call has only one sale"),
        look: "Records: it takes up to 500 records in a call",
        because: none,
      }),
    ).to.equal(true);
  });
}

const formatShare = (sales: readonly StoredSale[], all: readonly StoredSale[]): string =>
  `${sales.length} of ${all.length} sales`;

/** The errors of runs that were ended for what they store, ask or compute. */
const LIMIT = /\bYour code (?:stored more|asked the cloud more|ran for more|did not end)\b/;
const LOST = "sales are missing";
const HOT_SHARE =
  "most of them belong to one concert, and need more than four seconds of one shard, which another program has filled just before";
