import type { Evidence, ScriptAnswer } from "../../../grader/index";
import { between, pick, type Random } from "../../../src/generators/random";
import { planScriptQuestions, getAnswers } from "../../plan-script-questions";

/** What has to become of a record. */
export type Result = "Ok" | "Dropped" | "ProcessingFailed";

interface SentRecord {
  readonly recordId: string;
  readonly text: string;
  readonly expected: Result;
  /** For a person, and only for one. */
  readonly initials?: string;
}

const FIRST: readonly [string, ...string[]] = ["Zoë", "Ada", "François", "Grace", "Łukasz"];
const LAST: readonly [string, ...string[]] = ["Ångström", "Byron", "Dubois", "Hopper", "Ó Néill"];

const createPerson = (random: Random, change: object = {}): Record<string, unknown> => ({
  booking: between(random, 1000, 9999),
  first: pick(random, FIRST),
  last: pick(random, LAST),
  age: between(random, 21, 90),
  ...change,
});

type Draft = Omit<SentRecord, "recordId">;

function draftPerson(random: Random, change?: object): Draft {
  const person = createPerson(random, change);
  const initials = [person["first"], person["last"]].map((name) => String(name ?? "").charAt(0)).join("");
  return { text: JSON.stringify(person), expected: "Ok", initials };
}

const addIds = (random: Random, drafts: readonly Draft[]): SentRecord[] =>
  drafts.map((draft, at) => ({ recordId: `${between(random, 10_000, 99_999)}${at}`, ...draft }));

/** A batch with people of one name and of two, with those who want to be forgotten, and with records that are no person. */
function drawBatch(random: Random): SentRecord[] {
  const forgotten = createPerson(random, { forget: true });
  const half = JSON.stringify(createPerson(random)).slice(0, between(random, 20, 35));
  const broken = ["", "{}", JSON.stringify(createPerson(random, { first: null, last: "" }))];
  return addIds(random, [
    draftPerson(random),
    draftPerson(random, { last: null }),
    { text: half, expected: "ProcessingFailed" },
    draftPerson(random, { forget: false, address: { city: pick(random, LAST), lines: ["a", "b"] } }),
    { text: JSON.stringify(forgotten), expected: "Dropped" },
    draftPerson(random, { last: undefined }),
    ...broken.map((text) => ({ text, expected: "ProcessingFailed" as const })),
    draftPerson(random, { first: "" }),
    { text: JSON.stringify(createPerson(random, { last: null, forget: true })), expected: "Dropped" },
    draftPerson(random, { first: null, forget: null }),
    draftPerson(random),
    // Whoever asks to be forgotten is stored nowhere, even if the names are missing.
    { text: JSON.stringify(createPerson(random, { first: null, last: "", forget: true })), expected: "Dropped" },
  ]);
}

/**
 * A batch with JSON that is no object. It is a batch of its own: reading a member of null stops a function that is right for
 * all records of the incident.
 */
const drawBatchOfValues = (random: Random): SentRecord[] =>
  addIds(random, [
    draftPerson(random),
    ...["null", "42", "[]"].map((text) => ({ text, expected: "ProcessingFailed" as const })),
    draftPerson(random),
  ]);

export const addInitialsFunction = planScriptQuestions({
  path: "src/collection/add-initials-function.ts",
  ask: `
    const records = question.map(({ recordId, text }) => ({ recordId, data: Buffer.from(text).toString("base64") }));
    return { sent: question, returned: (await script.handler({ records }))?.records };
  `,
  createQuestions: (random) => [drawBatch(random), drawBatchOfValues(random)],
});

/** A record that was sent, beside what the handler returned under its id. */
export interface JudgedRecord {
  readonly sent: SentRecord;
  /** How many records came back under the id. */
  readonly count: number;
  readonly result: unknown;
  /** The decoded data of a record that came back as `Ok`. */
  readonly text: string | undefined;
}

/** Each record that was sent, with what the handler returned for it, in the order in which they were sent. */
export const listJudgedRecords = (run: Evidence): JudgedRecord[] => getAnswers(run).flatMap(judgeBatch);

function judgeBatch(answer: ScriptAnswer): JudgedRecord[] {
  const { sent = [], returned: list } = ("value" in answer ? (answer.value ?? {}) : {}) as {
    sent?: SentRecord[];
    returned?: unknown;
  };
  const records = (Array.isArray(list) ? list : []).map(
    (record) => Object(record) as Record<"recordId" | "result" | "data", unknown>,
  );
  return sent.map((record) => {
    const returned = records.filter(({ recordId }) => recordId === record.recordId);
    const { result, data } = returned[0] ?? {};
    const text = result === "Ok" && typeof data === "string" ? Buffer.from(data, "base64").toString("utf8") : undefined;
    return { sent: record, count: returned.length, result, text };
  });
}
