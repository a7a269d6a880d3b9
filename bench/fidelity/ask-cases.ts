import { setTimeout as pause } from "node:timers/promises";
import {
  type Case,
  type CaseAnswer,
  type CaseClient,
  type PlainValue,
  checkAnswer,
  fillIn,
} from "../../cloud/testing/clients/case";

/** The difference between a cloud's answer to a case and AWS's; undefined if there is none. */
export type Difference = string | undefined;

/** A cloud that is asked the cases. */
export interface CaseTarget {
  readonly name: string;
  readonly client: CaseClient;
  /** Lets so many seconds pass in the cloud. */
  readonly wait: (seconds: number) => Promise<void>;
}

const MAX_ANSWER_MS = 30_000;
const MAX_TEXT_LENGTH = 300;

/** Asks a cloud all cases of a service, in their order. @returns for each case the difference from AWS's answer */
export async function askCases({ client, wait }: CaseTarget, cases: readonly Case[]): Promise<Difference[]> {
  let stored: { readonly [name: string]: PlainValue } = {};
  const found: Difference[] = [];
  for (const item of cases) {
    if (item.afterSeconds !== undefined) await wait(item.afterSeconds);
    const answer = await getAnswer(client.call({ ...item, input: fillIn(item.input, stored) }));
    found.push(typeof answer === "string" ? answer : getDifference(answer, item));
    if (typeof answer !== "string" && "output" in answer) stored = { ...stored, ...answer.output };
  }
  return found;
}

/** The cloud's answer, or the error that the client threw: bytes that no AWS service would answer are a difference, too. */
async function getAnswer(call: Promise<CaseAnswer>): Promise<CaseAnswer | string> {
  const late = new AbortController();
  const none = pause(MAX_ANSWER_MS, `no answer within ${MAX_ANSWER_MS / 1000} s`, { signal: late.signal });
  none.catch(() => undefined);
  try {
    return await Promise.race([call, none]);
  } catch (error) {
    return shorten(`no answer that the SDK can read: ${String(error)}`);
  } finally {
    late.abort();
  }
}

function getDifference(answer: CaseAnswer, item: Case): Difference {
  try {
    checkAnswer(answer, item);
    return undefined;
  } catch (error) {
    return shorten(
      "fault" in answer || item.fault !== undefined
        ? describeFaults(answer, item)
        : error instanceof Error
          ? error.message
          : String(error),
    );
  }
}

/** `answers ValidationException (400): it is wrong; AWS: success` */
function describeFaults(answer: CaseAnswer, { fault }: Case): string {
  const { code, status, message } = "fault" in answer ? answer.fault : { code: "no fault", status: 200, message: "" };
  const requested =
    fault === undefined
      ? "no fault"
      : `${[fault.code].flat().join(" or ")}${fault.message === undefined ? "" : `: ${String(fault.message)}`}`;
  return `answers ${code} (${status ?? "no status"})${message === "" ? "" : `: ${message}`}; AWS: ${requested}`;
}

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_TEXT_LENGTH ? line : `${line.slice(0, MAX_TEXT_LENGTH)} …`;
};
