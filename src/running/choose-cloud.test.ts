import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { accountId } from "../aws/account-id";
import { catchFailure } from "../testing/catch-failure";
import { joinSession } from "./choose-cloud";

describe("choosing the cloud of a program that `npm start` hasn't started", () => {
  const CLOUD = { LABS_TARGET: "cloud", AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ACCESS_KEY_ID: "of the cloud" };
  const OWN = { HOME: "/home/me", AWS_PROFILE: "mine", AWS_SESSION_TOKEN: "own" };
  /** A folder in which `npm start` runs, by its session's file. */
  const getFolder = (environment: NodeJS.ProcessEnv, pid = process.pid): string => {
    const root = createTemporaryFolder();
    mkdirSync(join(root, ".labs"));
    writeFileSync(join(root, ".labs", "session.json"), JSON.stringify({ pid, environment }));
    return root;
  };
  const joinCloud = (root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
    const copy = { ...env };
    joinSession(copy, root);
    return copy;
  };

  it("finds the lab cloud that runs in the same folder, without the learner's own profile", () => {
    expect(joinCloud(getFolder({ ...CLOUD, PATH: "/elsewhere" }), { ...OWN, NO_PROXY: "intranet" })).to.deep.equal({
      HOME: "/home/me",
      ...CLOUD,
      NO_PROXY: "intranet,127.0.0.1",
      no_proxy: "127.0.0.1",
    });
  });
  it("uses AWS, with the learner's own profile, if `npm start` was started so and the learner has agreed", () => {
    expect(joinCloud(getFolder({ LABS_TARGET: "aws" }), OWN)).to.include({ ...OWN, LABS_TARGET: "aws" });
  });
  it("prefers the configured cloud, whatever runs", () => {
    for (const chosen of [{ LABS_TARGET: "aws" }, { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }])
      expect(joinCloud(getFolder(CLOUD), { ...OWN, ...chosen })).to.deep.equal({ ...OWN, ...chosen });
  });
  it("finds none if nothing runs, is still starting, or was interrupted", () => {
    for (const root of [createTemporaryFolder(), getFolder({}), getFolder(CLOUD, 2 ** 30)])
      expect(joinCloud(root, OWN)).to.deep.equal(OWN);
  });
  it("reports a missing cloud at a notebook's first call, so nothing reaches an account without consent", async () => {
    const { LABS_TARGET, AWS_ENDPOINT_URL } = process.env;
    delete process.env["LABS_TARGET"];
    delete process.env["AWS_ENDPOINT_URL"];
    try {
      expect(await catchFailure(accountId())).to.equal(
        "No cloud is chosen, and AWS was not called. Run `npm start` in the course's folder, then restart this kernel. For your own AWS account, set LABS_TARGET=aws where this kernel is started.",
      );
    } finally {
      for (const [name, value] of Object.entries({ LABS_TARGET, AWS_ENDPOINT_URL }))
        if (value !== undefined) process.env[name] = value;
    }
  });
});
