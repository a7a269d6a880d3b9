import { expect } from "chai";
import { FaultPlan } from "./fault-plan";
import { AwsFault } from "./faults";
import { seededRandom } from "./random";

const FAULT = { service: "sqs", operation: "SendMessage", code: "Slow", message: "not so fast", status: 503 };

describe("planned faults", () => {
  const plan = new FaultPlan(seededRandom("1"));
  beforeEach(() => plan.clear());
  const struck = (service = "sqs", operation = "SendMessage"): string => {
    try {
      plan.strike(service, operation);
      return "";
    } catch (error) {
      return error instanceof AwsFault ? `${error.status} ${error.code}: ${error.message}` : String(error);
    }
  };

  it("are answered to calls of their operation, as often as was asked", () => {
    plan.add({ ...FAULT, times: 2 });
    plan.add({ ...FAULT, operation: "ReceiveMessage" });
    expect([struck("s3"), struck("sqs", "ListQueues"), struck()]).to.deep.equal(["", "", "503 Slow: not so fast"]);
    expect(plan.list()).to.deep.equal([
      { ...FAULT, times: 1 },
      { ...FAULT, operation: "ReceiveMessage" },
    ]);
    expect([struck(), struck()]).to.deep.equal(["503 Slow: not so fast", ""]);
    expect([struck("sqs", "ReceiveMessage"), struck("sqs", "ReceiveMessage")]).not.to.include("");
    expect(plan.list()).to.have.length(1);
  });

  it("are answered to a share of the calls, and a later one to others", () => {
    plan.add({ ...FAULT, probability: 0 });
    expect(struck()).to.equal("");
    plan.add({ ...FAULT, code: "Half", probability: 0.5 });
    const half = Array.from({ length: 200 }, () => struck()).filter((one) => one !== "");
    expect(half.length).to.be.within(70, 130);
    plan.add({ ...FAULT, code: "All", probability: 1 });
    for (let n = 0; n < 20; n++) expect(struck()).not.to.equal("");
  });

  it("are not answered where the drawn number is the share itself, which is below 1", () => {
    const drawn = new FaultPlan(seededRandom("2"));
    drawn.add({ ...FAULT, probability: seededRandom("2").fraction() });
    expect(() => drawn.strike("sqs", "SendMessage")).not.to.throw();
  });

  it("are a hundred at most", () => {
    for (let n = 0; n < 100; n++) plan.add(FAULT);
    expect(() => plan.add(FAULT))
      .to.throw(AwsFault, "100 faults")
      .with.property("code", "LimitExceededException");
  });
});
