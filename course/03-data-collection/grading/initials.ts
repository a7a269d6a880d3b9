import type { Evidence } from "../../../grader/index";
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

/** A batch with people of one name and of two, with those who want to be forgotten, and with records that are no person. */
function drawBatch(random: Random): SentRecord[] {
  const createPerson = (change: object = {}): Record<string, unknown> => ({
    booking: between(random, 1000, 9999),
    first: pick(random, FIRST),
    last: pick(random, LAST),
    age: between(random, 21, 90),
    ...change,
  });
  const describePerson = (change?: object): Omit<SentRecord, "recordId"> => {
    const person = createPerson(change);
    const initials = [person["first"], person["last"]].map((name) => String(name ?? "").charAt(0)).join("");
    return { text: JSON.stringify(person), expected: "Ok", initials };
  };
  const forgotten = createPerson({ forget: true });
  const half = JSON.stringify(createPerson()).slice(0, between(random, 20, 35));
  const broken = [half, "", "null", "42", "[]", "{}", JSON.stringify(createPerson({ first: null, last: "" }))];
  const records: Omit<SentRecord, "recordId">[] = [
    describePerson(),
    describePerson({ last: null }),
    { text: broken[0] ?? "", expected: "ProcessingFailed" },
    describePerson({ forget: false, address: { city: pick(random, LAST), lines: ["a", "b"] } }),
    { text: JSON.stringify(forgotten), expected: "Dropped" },
    describePerson({ last: undefined }),
    ...broken.slice(1).map((text) => ({ text, expected: "ProcessingFailed" as const })),
    describePerson({ first: "" }),
    { text: JSON.stringify(createPerson({ last: null, forget: true })), expected: "Dropped" },
    describePerson({ first: null, forget: null }),
    describePerson(),
    // Whoever asks to be forgotten is stored nowhere, even if the names are missing.
    { text: JSON.stringify(createPerson({ first: null, last: "", forget: true })), expected: "Dropped" },
  ];
  return records.map((record, at) => ({ recordId: `${between(random, 10_000, 99_999)}${at}`, ...record }));
}

export const addInitialsFunction = planScriptQuestions({
  path: "src/collection/add-initials-function.ts",
  ask: `
    const records = question.map(({ recordId, text }) => ({ recordId, data: Buffer.from(text).toString("base64") }));
    return { sent: question, returned: (await script.handler({ records }))?.records };
  `,
  createQuestions: (random) => [drawBatch(random)],
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
export function listJudgedRecords(run: Evidence): JudgedRecord[] {
  const [answer] = getAnswers(run);
  const value = answer !== undefined && "value" in answer ? answer.value : undefined;
  const { sent = [], returned: list } = (value ?? {}) as { sent?: SentRecord[]; returned?: unknown };
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
