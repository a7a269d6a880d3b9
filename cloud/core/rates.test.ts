import { expect } from "chai";
import { AwsFault } from "./faults";
import { RateLimiter, ratesOf, type Rate } from "./rates";

describe("the rates of operations", () => {
  const throttled: Rate["throttled"] = (account, { name }) => new AwsFault("Throttled", `${account} ${String(name)}`);
  const rates = {
    ...ratesOf(["Make", "Drop"], { perSecond: 2, throttled }),
    ...ratesOf(["Read", "List"], { perSecond: 1, group: "reads", throttled }),
    Put: { perSecond: 1, sharedBy: ({ name }: { readonly name?: unknown }) => String(name), throttled },
  } as const;
  const limiter = new RateLimiter();
  const called = (operation: string, now: number, { name = "a", service = "s" } = {}): string => {
    try {
      limiter.count({ service: { name: service, rates }, operation, input: { name } }, { account: "1", now });
      return "taken";
    } catch (error) {
      return error instanceof AwsFault ? error.message : String(error);
    }
  };
  beforeEach(() => limiter.clear());

  it("are each operation's own, unless it shares one", () => {
    expect(["Make", "Make", "Make", "Drop"].map((one) => called(one, 5))).to.deep.equal([
      ...["taken", "taken"],
      "1 a",
      "taken",
    ]);
    expect(["Read", "List"].map((one) => called(one, 5))).to.deep.equal(["taken", "1 a"]);
    expect(called("List", 5, { service: "another service" })).to.equal("taken");
    expect(called("Make", 504), "half a second later").to.equal("1 a");
    expect(called("Make", 505)).to.equal("taken");
  });

  it("can be each thing's own, and are forgotten by a reset", () => {
    expect(["a", "b", "a"].map((name) => called("Put", 5, { name }))).to.deep.equal(["taken", "taken", "1 a"]);
    limiter.clear();
    expect(called("Put", 5)).to.equal("taken");
  });

  it("are not those of other operations, nor of a service that has none", () => {
    for (const operation of ["Free", "toString", "Free"]) expect(called(operation, 5)).to.equal("taken");
    const service = { name: "s" };
    for (let n = 0; n < 3; n++) limiter.count({ service, operation: "Put", input: {} }, { account: "1", now: 5 });
  });
});
