import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";
import { factGroups } from "./index";

/** A call of each service of which the list of facts says that it is not built. */
const CALLS: Readonly<Record<string, string>> = { Athena: "AmazonAthena.StartQueryExecution" };

describe("services of which the facts say that they are not built yet", () => {
  const cloud = useCloud();
  const services = new Set(factGroups.flatMap(({ facts }) => facts).flatMap(({ unshown = "" }) => /not built yet: a call to (\w+) is refused/.exec(unshown)?.[1] ?? []));

  it("are known to this test", () => {
    expect(Object.keys(CALLS)).to.have.members([...services]);
  });

  for (const [service, target] of Object.entries(CALLS)) {
    it(`are refused by name: ${service}`, async () => {
      const reply = await fetch(cloud.running.endpoint, { method: "POST", headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target }, body: "{}" });
      expect(reply.status).to.equal(501);
      expect(await reply.json()).to.deep.equal({ __type: "NotImplemented", message: `The lab cloud does not emulate the service that '${target}' belongs to.` });
    });
  }
});
