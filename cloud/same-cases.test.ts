import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { skipIf } from "./testing/skip";
import { NOTE_IN_LOG } from "./core/notes";
import { startCloud, type Cloud } from "./index";
import { findAnotherCloud, adaptTimes, assertAnswers } from "./testing/another-endpoint";
import {
  type Case,
  type CaseAnswer,
  type CaseClient,
  type PlainValue,
  checkAnswer,
  fillIn,
} from "./testing/clients/case";
import { scenarios } from "./testing/clients/cases/index";
import { createAwsCliClient, createBoto3Client, createJavaClient } from "./testing/clients/program-client";
import { keepAnswers, RECORDED, removeAccount } from "./testing/clients/recorded-answers";
import { createRawClient } from "./testing/clients/raw-client";
import { createSdkClient } from "./testing/clients/sdk-client";
import { withoutJava } from "./testing/java";
import { withoutVenv } from "./testing/venv";

interface Entry {
  readonly open: (cloud: Cloud) => CaseClient;
  /** Why the client cannot be started here. */
  readonly missing?: string | undefined;
  /** The services of its cases; by default all. */
  readonly services?: readonly string[];
}
const clients: Readonly<Record<string, Entry>> = {
  "the JavaScript SDK": { open: createSdkClient },
  boto3: { open: createBoto3Client, missing: withoutVenv },
  "the AWS CLI": { open: createAwsCliClient, missing: withoutVenv },
  "the AWS SDK for Java, in CBOR": { open: createJavaClient, missing: withoutJava, services: ["kinesis"] },
  "raw requests": { open: createRawClient },
};

const another = findAnotherCloud();

for (const [name, { open, missing, services = Object.keys(scenarios) }] of Object.entries(
  another === undefined ? clients : {},
)) {
  describe(`the shared cases with ${name}`, () => {
    let cloud: Cloud;
    let client: CaseClient;
    const logged: string[] = [];
    before(async function () {
      skipIf(this, missing);
      cloud = await startCloud({
        port: 0,
        speed: 0,
        seed: 1,
        startAt: "2030-01-01T00:00:00Z",
        log: (line) => logged.push(line),
      });
      client = open(cloud);
    });
    after(async () => {
      await client?.close();
      await cloud?.stop();
      // The log must have no other lines.
      expect(logged.filter((line) => !line.startsWith(NOTE_IN_LOG))).to.deep.equal([]);
    });
    for (const service of services) {
      const cases = scenarios[service] ?? [];
      describe(service, () => {
        // Later cases may use values of an earlier answer, such as an iterator or a handle: `{ "$from":
        // "Member.0.Other" }`.
        let stored: { readonly [name: string]: PlainValue } = {};
        for (const item of cases) {
          it(item.says, async () => {
            if (item.afterSeconds !== undefined) await cloud.clock.advance(item.afterSeconds);
            const answer = await client.call({ ...item, input: fillIn(item.input, stored) });
            checkAnswer(answer, item);
            if ("output" in answer) stored = { ...stored, ...answer.output };
          });
        }
      });
    }
  });
}

// `CLOUD_ENDPOINT=aws npx mocha cloud/same-cases.test.ts` asks AWS, and keeps what it answers.
if (another !== undefined)
  describe(`the shared cases of ${another.source}`, () => {
    const client = createSdkClient(another, { overHttp1: true });
    const startedAt = Date.now();
    const answers: Record<string, Record<string, CaseAnswer>> = {};
    before(() => assertAnswers(another));
    after(async () => {
      await client.close();
      if (another.source === "aws" && Object.keys(answers).length > 0)
        keepAnswers(RECORDED, { source: "aws", date: new Date().toISOString().slice(0, 10), answers });
    });
    for (const [service, cases] of Object.entries(scenarios))
      describe(service, () => {
        let stored: { readonly [name: string]: PlainValue } = {};
        for (const item of cases.filter(isTrueOnAws).map((each) => adaptCase(startedAt, each)))
          it(item.says, async () => {
            if (item.afterSeconds !== undefined) await another.advance(item.afterSeconds);
            const answer = await answerInTime(client, { ...item, input: fillIn(item.input, stored) });
            // AWS's response is stored, whatever was expected.
            (answers[service] ??= {})[item.says] = answer;
            if ("output" in answer) stored = { ...stored, ...answer.output };
            checkAnswer(JSON.parse(removeAccount(JSON.stringify(answer))) as CaseAnswer, item);
          });
      });
  });

/** Whether a case is one of AWS's, not of what the lab cloud refuses because it does not emulate it. */
function isTrueOnAws({ fault }: Case): boolean {
  return ![fault?.code].flat().includes("NotImplemented");
}

function adaptCase(now: number, { output = {}, ...rest }: Case): Case {
  const expected = Object.entries(output).map(([path, value]): [string, PlainValue | RegExp] => [
    path,
    value instanceof RegExp ? value : adaptTimes(now, value),
  ]);
  return { ...rest, input: adaptTimes(now, rest.input), output: Object.fromEntries(expected) };
}

/** On AWS things take longer than here: a case that comes after a wait is asked again for two minutes. */
async function answerInTime(client: CaseClient, item: Case): Promise<CaseAnswer> {
  const tries = item.afterSeconds === undefined ? 1 : 60;
  for (let tried = 1; ; tried += 1) {
    const answer = await client.call(item);
    try {
      checkAnswer(answer, item);
      return answer;
    } catch {
      if (tried === tries) return answer;
      await pause(2000);
    }
  }
}
