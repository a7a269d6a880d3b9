import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("sts GetCallerIdentity", () => {
  const cloud = useCloud({ account: "123456789012", keys: "own" });

  it("answers the cloud's account to its own keys", async () => {
    const { Account, Arn, UserId } = await cloud.sts.getCallerIdentity({});
    expect({ Account, Arn, UserId }).to.deep.equal({
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:root",
      UserId: "123456789012",
    });
  });

  it("stands in the journal", async () => {
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

  it("refuses an operation that the lab cloud leaves out, by name", async () => {
    const fault = await catchFault(cloud.sts.getSessionToken({}));
    expect(fault).to.include({
      name: "NotImplemented",
      message: "The lab cloud does not emulate sts GetSessionToken.",
    });
  });
});
