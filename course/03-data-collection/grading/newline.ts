import type { Evidence } from "../../../grader/index";
import { between, type Random } from "../../../src/generators/random";
import { getAnswers, planScriptQuestions } from "../../plan-script-questions";

interface SentRecord {
  readonly recordId: string;
  readonly text: string;
}

const NAMES = ["Zoë", "Ada", "François", "Grace", "Łukasz"];

/**
 * A batch as Firehose would send it: texts of different lengths, so that their base64 ends with no, one and two `=`. The last ones are
 * written with spaces and a new line, within and around them, which belong to the data.
 */
function drawBatch(random: Random): SentRecord[] {
  return Array.from({ length: 8 }, (_, n) => {
    const text = JSON.stringify({
      first: NAMES[n % NAMES.length],
      age: between(random, 9, 101),
      pad: "x".repeat(n),
    });
    return {
      recordId: `${between(random, 10_000, 99_999)}${n}`,
      text: n < 6 ? text : `  ${text.replaceAll(":", ": ").replace(",", ",\n")} `,
    };
  });
}

export const addNewlineFunction = planScriptQuestions({
  path: "src/collection/add-newline-function.ts",
  ask: `
    const records = question.map(({ recordId, text }) => ({ recordId, data: Buffer.from(text).toString("base64") }));
    return { sent: question, given: (await script.handler({ records }))?.records };
  `,
  createQuestions: (random) => [drawBatch(random)],
});

/** A record that the handler returned, beside the record that it was sent. */
interface ReturnedRecord {
  readonly sent: SentRecord;
  readonly recordId: unknown;
  readonly result: unknown;
  readonly data: unknown;
  /** The decoded data; undefined if the data isn't base64. */
  readonly text: string | undefined;
}

/** The records that the handler returned, in the order in which they were sent. */
export function getReturnedRecords(run: Evidence): ReturnedRecord[] {
  const [answer] = getAnswers(run);
  const value = answer !== undefined && "value" in answer ? answer.value : undefined;
  const { sent = [], given: text } = (value ?? {}) as { sent?: SentRecord[]; given?: unknown };
  const records: unknown[] = Array.isArray(text) ? text : [];
  return sent.map((record, at) => {
    const { recordId, result, data } = Object(records[at]) as Record<"recordId" | "result" | "data", unknown>;
    return { sent: record, recordId, result, data, text: typeof data === "string" ? decodeText(data) : undefined };
  });
}

/** The decoded text of base64 data; undefined if encoding it again gives other data, since Node decodes any text. */
function decodeText(data: string): string | undefined {
  const bytes = Buffer.from(data, "base64");
  return bytes.toString("base64") === data ? bytes.toString("utf8") : undefined;
}

/** The message of the error that stopped the function at one of its batches; undefined if none did. */
export function findFunctionStop(run: Evidence, batch = 0): string | undefined {
  const answer = getAnswers(run)[batch];
  return answer !== undefined && "error" in answer ? answer.error : undefined;
}
