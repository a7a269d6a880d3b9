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
  const bucket = { name: "hidden", region: "us-east-1", objects: [] };
  const addFixtures = (cloud: CloudEvidence, fixtures: readonly string[]) => ({ ...cloud, fixtures });

  it("name what is missing, set differently or not asked for, whatever the account", () => {
    expect(compareClouds(addFixtures({ ...learner, buckets: [bucket] }, ["hidden"]), solution)).to.deep.equal([
      "The stream orders: yours has 1 shard and 0 records, the solution's has 2 shards and 0 records.",
      "The stream missing is not there.",
      "The stream extra is not asked for.",
    ]);
  });

  it("leave out a resource only if it was created for the check and no learner knows it", () => {
    const line = "The stream hidden: yours has 1 shard and 0 records, the solution's has 3 shards and 0 records.";
    expect(compareClouds(learner, solution)).to.include(line);
    expect(compareClouds(learner, addFixtures(solution, ["hidden"]))).not.to.include(line);
    expect(compareClouds(learner, addFixtures(solution, ["hidden"]), ["hidden"])).to.include(line);
  });

  it("are none if the learner's cloud could not be read", () => {
    expect(compareClouds(NO_CLOUD, solution)).to.deep.equal([]);
  });
});
