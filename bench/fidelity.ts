import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startCloud } from "../cloud/index";
import {
  checkAnswer,
  fillIn,
  type Case,
  type CaseAnswer,
  type CaseClient,
  type PlainValue,
} from "../cloud/testing/clients/case";
import { scenarios } from "../cloud/testing/clients/cases/index";
import { createSdkClient } from "../cloud/testing/clients/sdk-client";
import type { Bench, Row } from "./bench";
import { startRivals } from "./contestants";
import { renderPage, type Differences } from "./fidelity-page";
import { describeMachine, listVersions } from "./machine";
import { RIVAL_VERSIONS } from "./rivals";

const OURS = "lab cloud";
const CREDENTIALS = { accessKeyId: "testing", secretAccessKey: "testing" };
/** Other clouds take about as long as AWS: each wait for them is a second longer, since the machine may be busy. */
const MORE_SECONDS = 1;
const MAX_ANSWER_MS = 30_000;
const MAX_TEXT_LENGTH = 300;

/** The cases by service, without those in which only the lab cloud refuses what it does not emulate. */
const SERVICES = Object.entries(scenarios).map(([service, cases]) => ({
  service,
  cases: cases.filter(({ fault }) => ![fault?.code].flat().includes("NotImplemented")),
}));

type Wait = (seconds: number) => Promise<void>;

/** Runs the cases of all services against a cloud, one service after the other. @returns the differences from AWS's answers, by service */
async function askAll(client: CaseClient, wait: Wait): Promise<Differences[]> {
  const answers: Differences[] = [];
  for (const { cases } of SERVICES) answers.push(await askCases(client, cases, wait));
  await client.close();
  return answers;
}

async function askCases(client: CaseClient, cases: readonly Case[], wait: Wait): Promise<Differences> {
  let stored: { readonly [name: string]: PlainValue } = {};
  const found: (string | undefined)[] = [];
  for (const item of cases) {
    if (item.afterSeconds !== undefined) await wait(item.afterSeconds);
    const answer = await getAnswer(client.call({ ...item, input: fillIn(item.input, stored) }));
    found.push(typeof answer === "string" ? shorten(answer) : findDifference(answer, item));
    if (typeof answer !== "string" && "output" in answer) stored = { ...stored, ...answer.output };
  }
  return found;
}

/** The cloud's answer, or why there is none: bytes that no AWS service would answer are a difference, too. */
async function getAnswer(call: Promise<CaseAnswer>): Promise<CaseAnswer | string> {
  const none = pause(MAX_ANSWER_MS, `no answer within ${MAX_ANSWER_MS / 1000} s`, { ref: false });
  return Promise.race([call, none]).catch((error: unknown) => `no answer that the SDK can read: ${String(error)}`);
}

function findDifference(answer: CaseAnswer, item: Case): string | undefined {
  try {
    checkAnswer(answer, item);
    return undefined;
  } catch (error) {
    if (!("fault" in answer) && item.fault === undefined)
      return shorten(error instanceof Error ? error.message : String(error));
    return shorten(describeFaults(answer, item));
  }
}

/** `answers ValidationException (400): it is wrong; AWS: success` */
function describeFaults(answer: CaseAnswer, { fault }: Case): string {
  const { code, status, message } = "fault" in answer ? answer.fault : { code: "no fault", status: 200, message: "" };
  const expected =
    fault === undefined
      ? "no fault"
      : `${[fault.code].flat().join(" or ")}${fault.message === undefined ? "" : `: ${String(fault.message)}`}`;
  return `answers ${code} (${status ?? "no status"})${message === "" ? "" : `: ${message}`}; AWS: ${expected}`;
}

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_TEXT_LENGTH ? line : `${line.slice(0, MAX_TEXT_LENGTH)} …`;
};

async function askLabCloud(): Promise<Differences[]> {
  const cloud = await startCloud({ port: 0, speed: 0, seed: 1, startAt: "2030-01-01T00:00:00Z" });
  const client = createSdkClient(cloud, { overHttp1: true });
  return askAll(client, (seconds) => cloud.clock.advance(seconds)).finally(() => cloud.stop());
}

export const fidelity: Bench = {
  name: "fidelity",
  does: "the lab cloud's test cases (calls, and what AWS answers) asked of MiniStack and moto: docs/beside-others.md",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const ours = await askLabCloud();
    const others = await startRivals(root);
    const theirs = await Promise.all(
      others.map(({ endpoint }) =>
        askAll(
          createSdkClient({ endpoint, region: "us-east-1", credentials: CREDENTIALS }, { overHttp1: true }),
          (seconds) => pause((seconds + MORE_SECONDS) * 1000),
        ),
      ),
    ).finally(() => Promise.all(others.map((other) => other.stop())));
    const clouds = [OURS, ...others.map(({ name }) => name)];
    const all = [ours, ...theirs];
    const page = renderPage({
      date: new Date().toISOString().slice(0, 10),
      machine: describeMachine(),
      versions: [...listVersions(), ...RIVAL_VERSIONS],
      clouds,
      services: SERVICES.map((item, at) => ({ ...item, differences: all.map((answers) => answers[at] ?? []) })),
    });
    writeFileSync(join(root, "docs", "beside-others.md"), page);
    return all.map((answers, column): Row => {
      const found = answers.flat();
      const same = found.filter((difference) => difference === undefined).length;
      const goal = column === 0 ? { atLeast: found.length } : undefined;
      return { what: `${clouds[column] ?? ""}: as AWS answers, of ${found.length}`, unit: "", values: [same], goal };
    });
  },
};
