import { expect } from "chai";
import {
  exercise,
  formatHint,
  it,
  formatValue,
  type Advice,
  type Evidence,
  type EvidencePair,
} from "../../../grader/index";
import { drawUsaCountries } from "../../../src/etl/route-task";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { INTERNATIONAL_DATA_STREAM, OTHER_SPELLINGS, USA_DATA_STREAM } from "../grading/constants";
import {
  describeLocation,
  findSession,
  isIsoTime,
  readSessions,
  parseTime,
  type TransformedSession,
} from "../grading/transformed-sessions";

exercise(
  "01-streaming-ingestion.processing-timestamp",
  { points: 1, title: "2.2.3 When was it processed?" },
  ({ learner, solution }) => {
    const stopped = findStop(learner);
    const noStamp = stopped ?? NO_STAMP;
    it("gives every record a processing_timestamp", () => {
      const expected = listWantedSessions(solution);
      const without = expected.find(
        ({ session_id }) => findSession(learner, session_id)?.processing_timestamp === undefined,
      );
      expect(
        without?.session_id,
        formatHint({
          expected: "every written record has the property processing_timestamp",
          found: stopped ?? (without ? recordAsFound(learner, without.session_id) : ""),
          look: lookAtMissingStamp({ learner, solution }, { stopped, session: without?.session_id }),
          because: noStamp,
          ...(stopped === undefined ? {} : { explains: ANY_ERROR }),
        }),
      ).to.equal(undefined);
    });
    it("takes the time at which the record is processed", () => {
      const stamps = listWantedSessions(solution).map(({ session_id }) => getStamp(learner, session_id));
      const at = stamps.findIndex((stamp) => !isTimeOfRun(stamp, learner));
      expect(
        at,
        formatHint({
          expected: "processing_timestamp is the time now, such as 2026-11-20T09:15:02.123Z",
          found: getStampAsFound(learner, listWantedSessions(solution)[at]?.session_id ?? ""),
          look: /^\d{4}-\d{2}-\d{2}$/.test(String(stamps[at]))
            ? "what is left of the time: a day alone isn't the time, so keep all that toISOString() writes"
            : "new Date(): it takes the current time where it is called, so it belongs inside the loop, on this line",
          because: stamps[at] === undefined ? noStamp : NOT_NOW,
        }),
      ).to.equal(-1);
    });
    // The form of another time than the one asked for earns nothing.
    it("writes the time as ISO 8601, with its zone", () => {
      requireFromSolution(
        listWantedSessions(solution).every(({ session_id }) => isIsoTime(getStamp(solution, session_id))) || undefined,
      );
      const other = listWantedSessions(solution).find(({ session_id }) => {
        const stamp = getStamp(learner, session_id);
        return !isIsoTime(stamp) || !isTimeOfRun(stamp, learner);
      });
      const stamp = other && getStamp(learner, other.session_id);
      expect(
        other?.session_id,
        formatHint({
          expected: "processing_timestamp is a string of the form 2026-11-20T09:15:02.123Z",
          found: getStampAsFound(learner, other?.session_id ?? ""),
          look: "the method after new Date(): toISOString() writes this form, which programs in every language can read",
          because: stamp === undefined ? noStamp : isIsoTime(stamp) ? NOT_NOW : undefined,
        }),
      ).to.equal(undefined);
    });
  },
);

exercise(
  "01-streaming-ingestion.metrics",
  { points: 3, title: "2.2.4 to 2.2.7 Three metrics" },
  ({ learner, solution }) => {
    const metrics = [
      [
        "overall_product_quantity",
        "counts all pieces that were looked at",
        "the line that adds to overallProductQuantity: Number(…) turns the quantity into a number, and the sum begins at 0 for each record",
      ],
      [
        "overall_in_shopping_cart",
        "counts the pieces that are in the shopping cart",
        "the if with in_shopping_cart, and the line in it that adds to overallInShoppingCart: quantities are added, as numbers",
      ],
      ["total_different_products", "counts the different products", "the length of userSession.browse_history"],
    ] as const;
    for (const [metric, says, look] of metrics) {
      it(says, () => {
        requireFromSolution(
          listWantedSessions(solution).every((expected) => typeof expected[metric] === "number") || undefined,
        );
        const other = findOther(metric, { learner, solution });
        const found = other && findSession(learner, other.session_id);
        expect(other?.session_id, formatHint(describeMetric({ metric, look }, { found, expected: other }))).to.equal(
          undefined,
        );
      });
    }
  },
);

exercise("01-streaming-ingestion.route", { points: 2, title: "2.2.8 Which way?" }, ({ learner, solution }) => {
  const onlyStream = findOnlyStream({ learner, solution });
  for (const [who, stream] of [
    ["customers in the USA", USA_DATA_STREAM],
    ["all other customers", INTERNATIONAL_DATA_STREAM],
  ] as const) {
    it(`sends ${who} to ${stream}`, () => {
      requireFromSolution(readSessions(solution, stream)[0]);
      const countries = drawUsaCountries(findLearnerName(learner));
      const expected = listWantedSessions(solution).filter(
        ({ country = "" }) => countries.includes(country) === (stream === USA_DATA_STREAM),
      );
      const learnerIds = new Set(readSessions(learner, stream).map(({ session_id }) => session_id));
      const lost = expected.find(({ session_id }) => !learnerIds.has(session_id));
      expect(
        lost === undefined && onlyStream === undefined,
        formatHint({
          ...(onlyStream === undefined
            ? {
                expected: `the session of a customer from ${lost?.city ?? ""}, ${lost?.country ?? ""} is in ${stream}`,
                found: lost ? describeLocation(learner, lost.session_id) : "",
              }
            : {
                expected: `the customer's country decides on the stream: ${USA_DATA_STREAM} or ${INTERNATIONAL_DATA_STREAM}`,
                found: `all sessions are in ${onlyStream}, whatever their country`,
              }),
          look: [
            onlyStream === undefined
              ? "destStreamName: the condition before the ?, and the streams before and after the :"
              : "destStreamName: test userSession.country in the condition before the ?, and use one stream before the : and the other after it",
            ...(onlyStream === USA_DATA_STREAM ? [EACH_COUNTRY] : []),
            ...lookAtValues(learner, "routes"),
          ],
          because: onlyStream,
        }),
      ).to.equal(true);
    });
  }
});

const EACH_COUNTRY =
  "the condition, if it names several countries: each needs a comparison of its own, since a text alone is always true";

type Metric = "overall_product_quantity" | "overall_in_shopping_cart" | "total_different_products";

/** The quantities of a record's products. Its members may have any type. */
const listQuantities = ({ browse_history }: TransformedSession): unknown[] =>
  [browse_history].flat().map((product) => (Object(product) as { quantity?: unknown }).quantity);

/** Whether a record no longer has the quantities that it came with: the sum of them is judged in one claim. */
const isChanged = (
  metric: Metric,
  { found, expected }: { readonly found: TransformedSession | undefined; readonly expected: TransformedSession },
): boolean =>
  metric === "overall_product_quantity" &&
  found !== undefined &&
  JSON.stringify(listQuantities(found)) !== JSON.stringify(listQuantities(expected));

/** A session whose record lacks the right metric, or else the quantities that it came with; one with several products, if there is one. */
function findOther(metric: Metric, { learner, solution }: EvidencePair): TransformedSession | undefined {
  const others = listWantedSessions(solution).filter((expected) => {
    const found = findSession(learner, expected.session_id);
    return found?.[metric] !== expected[metric] || isChanged(metric, { found, expected });
  });
  others.sort((a, b) => countProducts(a) - countProducts(b));
  return others.find((session) => countProducts(session) > 1) ?? others[0];
}

/** What is expected and found of a metric in a session's record, and where to look. */
function describeMetric(
  { metric, look }: { readonly metric: Metric; readonly look: string },
  {
    found,
    expected,
  }: { readonly found: TransformedSession | undefined; readonly expected: TransformedSession | undefined },
): Advice {
  const rightMetric = expected ? `${metric} is ${formatValue(expected[metric])} for ${describeHistory(expected)}` : "";
  if (!found)
    return { expected: rightMetric, found: `there is no record of session ${expected?.session_id ?? ""}`, look };
  if (found[metric] === expected?.[metric])
    return {
      expected: "four attributes are added to the record, and all others stay as they came",
      found: `the sum is right, but the quantities in the record are now ${listQuantities(found).map(formatValue).join(", ")}`,
      look: "the line that assigns to a product's quantity: convert it where it is added, and leave the product as it is",
    };
  return {
    expected: rightMetric,
    found: `it is ${formatValue(found[metric])}`,
    look: lookAtMetric(metric, { found: found[metric], expected: expected?.[metric] }) ?? look,
  };
}

/** Where to look if a metric isn't in its record, or is right but for its type. */
function lookAtMetric(
  metric: string,
  { found, expected }: { readonly found: unknown; readonly expected: unknown },
): string | undefined {
  if (found === undefined) return `the line that puts the number into the record: userSession.${metric} = …`;
  if (found === null)
    return "the lines that begin the sum and add to it: one of them has no number, so it is NaN, which JSON writes as null";
  return found === String(expected)
    ? `userSession.${metric} = …: the number is right, but it is put into the record as text`
    : undefined;
}

/** The stream with all sessions, if no country changes it: such a route decides nothing, although it is right for some customers. */
function findOnlyStream({ learner, solution }: EvidencePair): string | undefined {
  const [only, other] = [USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM].filter(
    (stream) => readSessions(learner, stream).length > 0,
  );
  const isComplete = readSessions(solution).every(({ session_id }) => findSession(learner, session_id) !== undefined);
  return isComplete && other === undefined ? only : undefined;
}

const NO_STAMP = "processing_timestamp";
const OTHER_NAME = "the name before the = in that line: userSession.processing_timestamp";
const NOT_CALLED =
  "userSession.processing_timestamp = …: a method is called only with () after its name. Without (), the value is a function, which JSON leaves out";
const NOT_NOW = "another time than now";
const ANY_ERROR = /./;

/** The error that stopped the script before it wrote a record, if one did. An exercise that is open says so by itself. */
function findStop(learner: Evidence): string | undefined {
  const error = learner.findScript("src/etl/consumer.ts")?.error;
  return error?.startsWith("ExerciseOpen ") || readSessions(learner).length > 0 ? undefined : error;
}

function lookAtMissingStamp(
  sides: EvidencePair,
  { stopped, session }: { readonly stopped: string | undefined; readonly session: string | undefined },
): string {
  const error = stopped?.split("\n", 1)[0];
  if (error !== undefined) return `the error, ${formatValue(error)}: it stops the script before a record is written`;
  return session !== undefined && hasOnlyKnownMembers(sides, session) ? NOT_CALLED : OTHER_NAME;
}

/** Tolerance for processing times: texts without milliseconds are rounded down. Grader and sandbox share a clock. */
const CLOCK_MS = 60_000;

/** The records that are judged, of those that the solution wrote to both streams. */
function listWantedSessions(solution: Evidence): TransformedSession[] {
  const sessions = readSessions(solution).filter(({ country = "" }) => !OTHER_SPELLINGS.includes(country));
  return requireFromSolution(sessions.length > 0 ? sessions : undefined);
}

const getStamp = (evidence: Evidence, session: string): unknown => findSession(evidence, session)?.processing_timestamp;

/** Whether a written record has no member that the solution's lacks, so its time is in no member of another name. */
function hasOnlyKnownMembers({ learner, solution }: EvidencePair, session: string): boolean {
  const [found, expected] = [learner, solution].map((run) => findSession(run, session));
  return found !== undefined && Object.keys(found).every((name) => Object.hasOwn(expected ?? {}, name));
}

/** Whether a processing time is one at which the script ran. */
function isTimeOfRun(stamp: unknown, learner: Evidence): boolean {
  const { startedAt = 0, endedAt = 0 } = learner.findScript("src/etl/consumer.ts") ?? {};
  return parseTime(stamp) >= startedAt - CLOCK_MS && parseTime(stamp) <= endedAt + CLOCK_MS;
}

function getStampAsFound(evidence: Evidence, session: string): string {
  const stamp = getStamp(evidence, session);
  return stamp === undefined ? recordAsFound(evidence, session) : `processing_timestamp is ${formatValue(stamp)}`;
}

function recordAsFound(evidence: Evidence, session: string): string {
  const record = findSession(evidence, session);
  return record ? `a record with ${Object.keys(record).join(", ")}` : `there is no record of session ${session}`;
}

function countProducts({ browse_history = [] }: TransformedSession): number {
  return browse_history.length;
}

/** A session's products in words: `products of the quantities "4", "9" (in the cart)`. */
function describeHistory({ browse_history = [] }: TransformedSession): string {
  const words = browse_history.map(
    ({ quantity, in_shopping_cart }) => `${formatValue(quantity)}${in_shopping_cart ? " (in the cart)" : ""}`,
  );
  return `${words.length === 1 ? "one product of the quantity" : "products of the quantities"} ${words.join(", ")}`;
}
