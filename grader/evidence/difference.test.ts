import { expect } from "chai";
import { compareClouds } from "./difference";
import { NO_CLOUD, type CloudEvidence } from "./evidence";

const createCloud = (account: string, shardsOf: Readonly<Record<string, number>>): CloudEvidence => ({
  ...NO_CLOUD,
  account,
  streams: Object.entries(shardsOf).map(([name, openShards]) => ({ name, status: "ACTIVE", openShards, records: [] })),
});

describe("the differences of a learner's cloud from the solution's", () => {
  const learner = createCloud("111111111111", { orders: 1, "clicks-111111111111": 2, extra: 1, hidden: 1 });
  const solution = createCloud("222222222222", { orders: 2, "clicks-222222222222": 2, missing: 1, hidden: 3 });

  it("name what is missing, set differently or not asked for, whatever the account", () => {
    expect(compareClouds(learner, solution, ["hidden"])).to.deep.equal([
      "The stream orders: yours has 1 shard and 0 records, the solution's has 2 shards and 0 records.",
      "The stream missing is not there.",
      "The stream extra is not asked for.",
    ]);
  });

  it("leave out a stream only if no learner knows it", () => {
    expect(compareClouds(learner, solution)).to.include(
      "The stream hidden: yours has 1 shard and 0 records, the solution's has 3 shards and 0 records.",
    );
  });
});
