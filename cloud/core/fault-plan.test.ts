import { expect } from "chai";
import { FaultPlan } from "./fault-plan";
import { AwsFault } from "./faults";
import { createRandom } from "../../foundation/random";

const FAULT = { service: "sqs", operation: "SendMessage", code: "Slow", message: "not so fast", status: 503 };

describe("planned faults", () => {
  const plan = new FaultPlan(createRandom("1"));
  beforeEach(() => plan.clear());
  const getStruck = (service = "sqs", operation = "SendMessage"): string => {
    try {
      plan.strike(service, operation);
      return "";
    } catch (error) {
      return error instanceof AwsFault ? `${error.status} ${error.code}: ${error.message}` : String(error);
    }
  };

  it("are returned to calls of their operation as often as requested", () => {
    plan.add({ ...FAULT, times: 2 });
    plan.add({ ...FAULT, operation: "ReceiveMessage" });
    expect([getStruck("s3"), getStruck("sqs", "ListQueues"), getStruck()]).to.deep.equal([
      "",
      "",
      "503 Slow: not so fast",
    ]);
    expect(plan.list()).to.deep.equal([
      { ...FAULT, times: 1 },
      { ...FAULT, operation: "ReceiveMessage" },
    ]);
    expect([getStruck(), getStruck()]).to.deep.equal(["503 Slow: not so fast", ""]);
    expect([getStruck("sqs", "ReceiveMessage"), getStruck("sqs", "ReceiveMessage")]).not.to.include("");
    expect(plan.list()).to.have.length(1);
  });

  it("apply to a share of the calls, and a later plan to the other calls", () => {
    plan.add({ ...FAULT, probability: 0 });
    expect(getStruck()).to.equal("");
    plan.add({ ...FAULT, code: "Half", probability: 0.5 });
    const half = Array.from({ length: 200 }, () => getStruck()).filter((item) => item !== "");
    expect(half.length).to.be.within(70, 130);
    plan.add({ ...FAULT, code: "All", probability: 1 });
    for (let n = 0; n < 20; n++) expect(getStruck()).not.to.equal("");
  });

  it("don't apply if the random number equals the share, which is below 1", () => {
    const drawn = new FaultPlan(createRandom("2"));
    drawn.add({ ...FAULT, probability: createRandom("2").drawFraction() });
    expect(() => drawn.strike("sqs", "SendMessage")).not.to.throw();
  });

  it("are limited to a hundred", () => {
    for (let n = 0; n < 100; n++) plan.add(FAULT);
    expect(() => plan.add(FAULT))
      .to.throw(AwsFault, "100 faults")
      .with.property("code", "LimitExceededException");
  });
});
