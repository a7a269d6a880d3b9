import { expect } from "chai";
import { describeInstallerFailure } from "./offline.mjs";

const describeFailure = (tool: string, output: string) =>
  describeInstallerFailure({ tool, output, log: "the.log", again: "npm start" });

describe("set-up: an installer that failed", () => {
  it("is reported as a missing network when npm cannot look up its registry", () => {
    const output =
      "npm error code EAI_AGAIN\nnpm error request to http://registry.invalid/chai failed, reason: getaddrinfo EAI_AGAIN registry.invalid";
    expect(describeFailure("npm", output)).to.match(/^npm can't reach its registry\. .*`npm start` again.*the\.log$/);
  });
  it("is reported as a missing network when pip cannot connect", () => {
    const output =
      "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: Could not find a version that satisfies the requirement boto3";
    expect(describeFailure("pip", output)).to.match(/^pip can't reach its registry/);
  });
  it("is reported with the folder that the system refused to npm", () => {
    const output = `npm error code EACCES
npm error syscall mkdir
npm error path /srv/labs/node_modules
npm error errno -13
npm error Error: EACCES: permission denied, mkdir '/srv/labs/node_modules'
npm error A complete log of this run can be found in: /tmp/npm.log`;
    expect(describeFailure("npm", output)).to.match(
      /^npm failed: Error: EACCES: permission denied, mkdir '\/srv\/labs\/node_modules'\. /,
    );
  });
  it("is reported by its last error otherwise", () => {
    expect(describeFailure("pip", "Collecting x\nERROR: No space left on device\n")).to.match(
      /^pip failed: ERROR: No space left on device\. .*`npm start` again\.$/,
    );
  });
});
