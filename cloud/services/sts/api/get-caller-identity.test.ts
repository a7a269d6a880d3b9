import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("STS GetCallerIdentity", () => {
  const cloud = useCloud({ account: "123456789012", keys: "own" });

  it("returns the cloud's account for its own keys", async () => {
    const { Account, Arn, UserId } = await cloud.sts.getCallerIdentity({});
    expect({ Account, Arn, UserId }).to.deep.equal({
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:root",
      UserId: "123456789012",
    });
  });

  it("is journaled", async () => {
    await cloud.sts.getCallerIdentity({});
    const [entry] = cloud.running.journal.listAfter(0);
    expect(entry).to.include({
      n: 1,
      service: "sts",
      operation: "GetCallerIdentity",
      outcome: "ok",
      caller: cloud.running.credentials.accessKeyId,
    });
    expect(entry?.at).to.equal(Date.parse("2030-01-01T00:00:00Z"));
  });

  it("rejects an unsupported operation by name", async () => {
    const fault = await catchFault(cloud.sts.getSessionToken({}));
    expect(fault).to.include({
      name: "NotImplemented",
      message: "The lab cloud does not emulate sts GetSessionToken.",
    });
  });
});
