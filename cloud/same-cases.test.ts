import { expect } from "chai";
import { skipIf } from "../test/skip";
import { startCloud, type Cloud } from "./index";
import type { Case, CaseAnswer, CaseClient, Plain } from "./testing/clients/case";
import { cloudwatchCases } from "./testing/clients/cases/cloudwatch";
import { identityCases } from "./testing/clients/cases/identity";
import { kinesisCases } from "./testing/clients/cases/kinesis";
import { logsCases } from "./testing/clients/cases/logs";
import { s3Cases } from "./testing/clients/cases/s3";
import { sqsCases } from "./testing/clients/cases/sqs";
import { awsCliClient, boto3Client, javaClient } from "./testing/clients/program-client";
import { rawClient } from "./testing/clients/raw-client";
import { sdkClient } from "./testing/clients/sdk-client";
import { withoutJava } from "./testing/java";
import { withoutVenv } from "./testing/venv";

const scenarios: Readonly<Record<string, readonly Case[]>> = {
  kinesis: kinesisCases,
  sqs: sqsCases,
  s3: s3Cases,
  logs: logsCases,
  cloudwatch: cloudwatchCases,
  "iam and sts": identityCases,
};
interface Entry {
  readonly open: (cloud: Cloud) => CaseClient;
  /** Why it cannot be started here. */
  readonly missing?: string | undefined;
  /** All services unless told. */
  readonly services?: readonly string[];
}
const clients: Readonly<Record<string, Entry>> = {
  "the JavaScript SDK": { open: sdkClient },
  boto3: { open: boto3Client, missing: withoutVenv },
  "the AWS CLI": { open: awsCliClient, missing: withoutVenv },
  "the AWS SDK for Java, in CBOR": { open: javaClient, missing: withoutJava, services: ["kinesis"] },
  "raw requests": { open: rawClient },
};

for (const [name, { open, missing, services = Object.keys(scenarios) }] of Object.entries(clients)) {
  describe(`the same cases with ${name}`, () => {
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
      expect(logged).to.deep.equal([]);
    });
    for (const service of services) {
      const cases = scenarios[service] ?? [];
      describe(service, () => {
        // What a case says in one answer, such as an iterator or a handle, a later one may use: `{ "$from": "Member.0.Other" }`.
        let kept: { readonly [name: string]: Plain } = {};
        for (const one of cases) {
          it(one.says, async () => {
            if (one.afterSeconds !== undefined) await cloud.clock.advance(one.afterSeconds);
            const answer = await client.call({ ...one, input: filledIn(one.input, kept) });
            check(answer, one);
            if ("output" in answer) kept = { ...kept, ...answer.output };
          });
        }
      });
    }
  });
}

function filledIn(value: Plain, kept: { readonly [name: string]: Plain }): Plain {
  if (Array.isArray(value)) return value.map((one: Plain) => filledIn(one, kept));
  if (typeof value !== "object" || value === null) return value;
  if ("$from" in value) return at(kept, String(value.$from)) ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one, kept)]));
}

/** `Records.0.Data` in an answer. */
const at = (value: Plain | undefined, path: string): Plain | undefined =>
  path
    .split(".")
    .reduce<Plain | undefined>(
      (inside, step) => (inside as { readonly [name: string]: Plain } | undefined | null)?.[step],
      value,
    );

function check(answer: CaseAnswer, { output, fault }: Case): void {
  if (fault === undefined) {
    if ("fault" in answer) expect.fail(`${answer.fault.code} (${answer.fault.status}): ${answer.fault.message}`);
    for (const [path, wanted] of Object.entries(output ?? {})) same(at(answer.output, path), wanted, path);
    return;
  }
  if ("output" in answer) expect.fail(`a fault was expected, the call answered ${JSON.stringify(answer.output)}`);
  expect([fault.code].flat(), `${answer.fault.code}: ${answer.fault.message}`).to.include(answer.fault.code);
  if (fault.message !== undefined) same(answer.fault.message, fault.message, "the fault's message");
  if (fault.status !== undefined && answer.fault.status !== undefined)
    expect(answer.fault.status).to.equal(fault.status);
}

/** Numbers and truths are texts in XML. */
function same(found: Plain | undefined, wanted: Plain | RegExp, what: string): void {
  if (wanted instanceof RegExp) expect(String(found), what).to.match(wanted);
  else if (typeof wanted === "object" && wanted !== null) expect(found, what).to.deep.equal(wanted);
  else expect(String(found), what).to.equal(String(wanted));
}
