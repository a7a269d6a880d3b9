import { expect } from "chai";
import { toEnvironment, RoleSessions } from "./role-sessions";

describe("the keys of role sessions", () => {
  const sessions = new RoleSessions("secret");
  const session = { role: "lambda", roleId: "AROA1", name: "f" };
  const keys = sessions.getKeys(session);

  it("are recognized by the cloud that issued them", () => {
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    expect(accessKeyId).to.match(/^ASIA[A-Z2-7]{16}$/);
    expect(secretAccessKey).to.match(/^[A-Za-z0-9+/]{40}$/);
    expect(new RoleSessions("secret").find(accessKeyId, sessionToken)).to.deep.equal({
      session,
      keys: { accessKeyId, secretAccessKey },
    });
    expect(new RoleSessions("another").find(accessKeyId, sessionToken)).to.equal(undefined);
    expect(new Set([accessKeyId, sessions.getKeys({ ...session, name: "g" }).accessKeyId]).size).to.equal(2);
    expect(sessions.find("ASIAAAAAAAAAAAAAAAAA", sessionToken)).to.equal(undefined);
  });

  it("are rejected with a truncated, altered or extended token", () => {
    const bytes = Buffer.from(keys.sessionToken, "base64");
    const changeByte = (at: number): Buffer =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    for (const token of [
      ...[Buffer.alloc(0), bytes.subarray(0, 31), bytes.subarray(0, 32), bytes.subarray(0, -1)],
      ...[changeByte(0), changeByte(31), changeByte(32), Buffer.concat([bytes, Buffer.from(" ")])],
    ])
      expect(sessions.find(keys.accessKeyId, token.toString("base64"))).to.equal(undefined);
  });

  it("become environment variables, including the token if there is one", () => {
    const two = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s" };
    const plain = { accessKeyId: "a", secretAccessKey: "s" };
    expect(toEnvironment(plain)).to.deep.equal(two);
    expect(toEnvironment({ ...plain, sessionToken: "t" })).to.deep.equal({ ...two, AWS_SESSION_TOKEN: "t" });
  });
});
