import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PROJECT, useScaffolds } from "./testing/use-scaffolds";

const SERVICES = join(PROJECT, "cloud", "services");
const TABLE = "cloud/services/resource-types.ts";

/** The services that have types of resources of their own. */
const services = readdirSync(SERVICES).filter(
  (service) => service !== "cloudformation" && existsSync(join(SERVICES, service, "resources")),
);
/** The sources of a service's types. */
const listTypes = (service: string): string[] =>
  readdirSync(join(SERVICES, service, "resources"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(SERVICES, service, "resources", name), "utf8"));

describe("npm run new resource", () => {
  const scaffold = useScaffolds("cloud/services/sqs/service.ts", TABLE);
  const { read } = scaffold;
  const run = (...argv: string[]) => scaffold.run("resource", ...argv);

  it("creates it in every place", async () => {
    expect((await run("sqs", "QueueInlinePolicy")).status).to.equal(0);
    expect(await read("cloud/services/sqs/resources/queue-inline-policy.ts"))
      .to.include('type: "AWS::SQS::QueueInlinePolicy"')
      .and.to.include("export const queueInlinePolicy = defineResourceType({");
    expect(await read("cloud/services/sqs/resources/queue-inline-policy.test.ts"))
      .to.include('describe("AWS::SQS::QueueInlinePolicy"')
      .and.to.include("expect.fail(");
    const table = (await read(TABLE)).split("\n");
    expect(table).to.include('import { queueInlinePolicy } from "./sqs/resources/queue-inline-policy";');
    expect(table[table.indexOf("  queueInlinePolicy,") - 1]).to.equal("  queue,");
  });

  for (const service of services) {
    it(`finds ${service} by its name in CloudFormation's types`, async () => {
      await scaffold.copy(`cloud/services/${service}/service.ts`);
      expect((await run(service, "Thing")).status).to.equal(0);
      const findNamespace = (text: string): string | undefined => /(?<=type: ")AWS::\w+::/.exec(text)?.[0];
      const started = findNamespace(await read(`cloud/services/${service}/resources/thing.ts`));
      expect(started).to.be.oneOf(listTypes(service).map(findNamespace));
    });
  }

  it("changes nothing for one that exists", async () => {
    await run("sqs", "Thing");
    const before = await read(TABLE);
    expect(await run("sqs", "Thing")).to.include({
      status: 1,
      err: "cloud/services/sqs/resources/thing.ts already exists. Nothing was changed.",
    });
    expect(await read(TABLE)).to.equal(before);
  });

  for (const [argv, says] of [
    [["none", "Thing"], 'The lab cloud has no service "none" with resources.'],
    [["sqs", "AWS::SQS::Thing"], "<Type> is the last part of CloudFormation's own name"],
    [["sqs"], "<Type> is missing."],
  ] as const) {
    it(`rejects ${argv.join(" ")}`, async () => {
      const { status, err } = await run(...argv);
      expect(status).to.equal(2);
      expect(err).to.include(says);
    });
  }
});
