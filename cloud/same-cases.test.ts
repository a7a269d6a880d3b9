import { expect } from "chai";
import { skipIf } from "../test/skip";
import { NOTE_IN_LOG } from "./core/notes";
import { startCloud, type Cloud } from "./index";
import type { CaseClient, Plain } from "./testing/clients/case";
import { checkAnswer, filledIn } from "./testing/clients/case-answer";
import { scenarios } from "./testing/clients/cases/index";
import { awsCliClient, boto3Client, javaClient } from "./testing/clients/program-client";
import { rawClient } from "./testing/clients/raw-client";
import { sdkClient } from "./testing/clients/sdk-client";
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
      // The log must have no other lines.
      expect(logged.filter((line) => !line.startsWith(NOTE_IN_LOG))).to.deep.equal([]);
    });
    for (const service of services) {
      const cases = scenarios[service] ?? [];
      describe(service, () => {
        // Later cases may use values of an earlier answer, such as an iterator or a handle: `{ "$from":
        // "Member.0.Other" }`.
        let kept: { readonly [name: string]: Plain } = {};
        for (const one of cases) {
          it(one.says, async () => {
            if (one.afterSeconds !== undefined) await cloud.clock.advance(one.afterSeconds);
            const answer = await client.call({ ...one, input: filledIn(one.input, kept) });
            checkAnswer(answer, one);
            if ("output" in answer) kept = { ...kept, ...answer.output };
          });
        }
      });
    }
  });
}
