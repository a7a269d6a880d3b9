import { expect } from "chai";
import { exercise, formatHint, formatValue, it, parseUntrustedJson } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import { listJudgedRecords, type JudgedRecord, type Result } from "../grading/initials";
import { findFunctionStop } from "../grading/newline";

/** Where records with these results go. */
const DESTINATION: Readonly<Record<Result, string>> = {
  Ok: "it is delivered",
  Dropped: "it is stored nowhere",
  ProcessingFailed: "it goes under errors/",
};

/** A record, and what the function returned for it, in words. */
function describeResult({ sent, count, result }: JudgedRecord): string {
  const record = `the record ${formatValue(sent.text)}`;
  if (count === 0) return `${record} has none: Firehose calls it failed, without saying why`;
  const destination = DESTINATION[result as Result] ?? "Firehose knows no such result";
  return `${record} has ${formatValue(result)}: ${destination}`;
}

/** Whether a person is delivered, as they should be. */
const isDelivered = ({ sent, result }: JudgedRecord): boolean => sent.expected === "Ok" && result === "Ok";

/** The values of a line; undefined if it isn't one line with JSON. */
function readLine(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined || !/^[^\n]+\n$/.test(text)) return undefined;
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const readInitials = ({ text }: JudgedRecord): unknown => readLine(text?.replace(/\n*$/, "\n"))?.["initials"];

/** The values other than the initials, in the order of their names. */
const sortValues = (values: Record<string, unknown>): string =>
  JSON.stringify(
    Object.entries(values)
      .filter(([name]) => name !== "initials")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function isComplete({ sent, text }: JudgedRecord): boolean {
  const line = readLine(text);
  return line !== undefined && sortValues(line) === sortValues(JSON.parse(sent.text));
}

/** What a claim looks for: the records that contradict it. */
interface Claim {
  readonly says: string;
  readonly expected: string;
  readonly isWrong: (record: JudgedRecord) => boolean;
  /** What was found, for such a record. */
  readonly describe: (record: JudgedRecord) => string;
  readonly look: string;
  /** Where to look instead, for some of these records. */
  readonly lookFor?: (record: JudgedRecord) => string | undefined;
  /** It judges those who were delivered, so it can't hold if nobody was. */
  readonly ofDelivered?: boolean;
  /** It can't hold if JSON that is no object stops the function. */
  readonly ofValues?: boolean;
}

/** Where to look if an error stops the handler: what the error names comes first. */
function lookAtStop(error: string): string {
  const [, member] = /\(reading '([\w$]+)'\)/.exec(error) ?? [];
  const call = member ?? (/\bJSON\b/.test(error) ? "JSON.parse" : "event.records");
  return `${call}: the error of one record ends the handler for all. Where does it have to be caught?`;
}

const CLAIMS: readonly Claim[] = [
  {
    says: "returns each record once, under its id",
    expected: "one result for each record of the batch, under its recordId",
    isWrong: ({ count }) => count !== 1,
    describe: ({ sent, count }) => `the record ${formatValue(sent.text)} has ${count} results`,
    look: "event.records: a map over them returns one result each. A filter, or a loop that skips some, doesn't",
  },
  {
    says: "delivers those who have a name",
    expected: 'the result "Ok" for each person who has a name and doesn\'t ask to be forgotten',
    isWrong: ({ sent, result }) => sent.expected === "Ok" && result !== "Ok",
    describe: describeResult,
    look: "person: which values may be missing, or false? And where is the try: around the batch, or around one record?",
  },
  {
    says: "writes each person on one line, with all values",
    expected: "a person's values as they came, and a newline at the end",
    ofDelivered: true,
    isWrong: (record) => isDelivered(record) && !isComplete(record),
    describe: ({ sent, text }) => `${formatValue(sent.text)} became ${formatValue(text)}`,
    look: "data: the line is JSON.stringify of the person and the initials, then \\n, in base64",
  },
  {
    says: "adds the initials of the names that there are",
    expected: "the first letter of first and of last, or of the one name that there is",
    ofDelivered: true,
    isWrong: (record) => isDelivered(record) && readInitials(record) !== record.sent.initials,
    describe: (record) =>
      `the initials of ${formatValue(record.sent.text)} are ${formatValue(readInitials(record))}, not ${formatValue(record.sent.initials)}`,
    look: "initials: of first and last, either may be null, empty or missing",
  },
  {
    says: "fails records that are no person, and keeps them",
    expected: '"ProcessingFailed" for each record that is not JSON, or has neither a first nor a last name',
    ofValues: true,
    isWrong: ({ sent, result }) => sent.expected === "ProcessingFailed" && result !== "ProcessingFailed",
    describe: describeResult,
    look: "result: ProcessingFailed keeps a record under errors/. Which of your records get it: what JSON.parse can't read, and what has no name?",
    lookFor: ({ sent, result }) =>
      result === "Ok" && parseUntrustedJson(sent.text) !== undefined
        ? "person: JSON.parse reads this record, but it has neither first nor last. Only ProcessingFailed keeps it under errors/"
        : undefined,
  },
  {
    says: "drops those who ask to be forgotten",
    expected: '"Dropped" for each person with forget: true',
    isWrong: ({ sent, result }) => sent.expected === "Dropped" && result !== "Dropped",
    describe: describeResult,
    look: "forget: only Dropped stores a record nowhere, and it comes before all other results",
  },
];

exercise(
  "03-data-collection.add-initials",
  { points: 6, title: "8.1 One record fails alone" },
  ({ learner, solution }) => {
    const records = listJudgedRecords(learner);
    requireFromSolution(listJudgedRecords(solution)[0]);
    const error = findFunctionStop(learner);
    const stop = error === undefined ? undefined : `the function stopped: ${error}`;
    const none = records.every(({ count }) => count === 0) ? "the function returned no record under its id" : undefined;
    const stopAtValues = findFunctionStop(learner, 1);
    const nobody = records.some(isDelivered) ? undefined : "nobody was delivered";
    for (const { says, expected, isWrong, describe, look, lookFor, ofDelivered, ofValues } of CLAIMS) {
      const stopped = stop ?? none ?? (ofDelivered ? nobody : undefined);
      const valuesError = ofValues ? stopAtValues : undefined;
      const stopError = error ?? valuesError;
      const found = valuesError && `a batch with the records null, 42 and [] stopped the function: ${valuesError}`;
      it(says, () => {
        const other = records.find(isWrong);
        expect(
          stopped === undefined && found === undefined && other === undefined,
          formatHint({
            expected,
            found: stopped ?? found ?? (other ? describe(other) : ""),
            look: stopError === undefined ? ((other && lookFor?.(other)) ?? look) : lookAtStop(stopError),
            because: stopped,
          }),
        ).to.equal(true);
      });
    }
  },
);
