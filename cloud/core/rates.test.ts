import { expect } from "chai";
import { AwsFault } from "./faults";
import { RateLimiter, createRates, type Rate } from "./rates";

describe("the rate limits of operations", () => {
  const createThrottlingFault: Rate["createThrottlingFault"] = (account, { name }) =>
    new AwsFault("Throttled", `${account} ${String(name)}`);
  const rates = {
    ...createRates(["Make", "Drop"], { perSecond: 2, createThrottlingFault }),
    ...createRates(["Read", "List"], { perSecond: 1, group: "reads", createThrottlingFault }),
    Put: { perSecond: 1, getSharedKey: ({ name }: { readonly name?: unknown }) => String(name), createThrottlingFault },
  } as const;
  const limiter = new RateLimiter();
  const callOperation = (operation: string, now: number, { name = "a", service = "s" } = {}): string => {
    try {
      limiter.count({ service: { name: service, rates }, operation, input: { name } }, { account: "1", now });
      return "taken";
    } catch (error) {
      return error instanceof AwsFault ? error.message : String(error);
    }
  };
  beforeEach(() => limiter.clear());

  it("are separate for each operation unless it shares one", () => {
    expect(["Make", "Make", "Make", "Drop"].map((item) => callOperation(item, 5))).to.deep.equal([
      ...["taken", "taken"],
      "1 a",
      "taken",
    ]);
    expect(["Read", "List"].map((item) => callOperation(item, 5))).to.deep.equal(["taken", "1 a"]);
    expect(callOperation("List", 5, { service: "another service" })).to.equal("taken");
    expect(callOperation("Make", 504), "half a second later").to.equal("1 a");
    expect(callOperation("Make", 505)).to.equal("taken");
  });

  it("can be separate for each resource, and are reset with the cloud", () => {
    expect(["a", "b", "a"].map((name) => callOperation("Put", 5, { name }))).to.deep.equal(["taken", "taken", "1 a"]);
    limiter.clear();
    expect(callOperation("Put", 5)).to.equal("taken");
  });

  it("don't apply to other operations or to services without limits", () => {
    for (const operation of ["Free", "toString", "Free"]) expect(callOperation(operation, 5)).to.equal("taken");
    const service = { name: "s" };
    for (let n = 0; n < 3; n++) limiter.count({ service, operation: "Put", input: {} }, { account: "1", now: 5 });
  });
});
