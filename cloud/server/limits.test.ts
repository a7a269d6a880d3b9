import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PORT_LIMITS } from "./limits";

describe("what a client may take of the port", () => {
  it("is what cloud/README.md says", () => {
    const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8").replace(/\s+/g, " ");
    const formatSeconds = (ms: number): string => `${ms / 1000} s`;
    const { firstBytesMs, headersMs, silentMs, keepAliveMs, connections, unreadBytes } = PORT_LIMITS;
    expect(readme).to.contain(
      `A connection is cut off that says nothing for ${formatSeconds(firstBytesMs)}, takes longer than ${formatSeconds(headersMs)} for its headers, ` +
        `is silent both ways for ${formatSeconds(silentMs)}, or is not used for ${formatSeconds(keepAliveMs)} after a call; ` +
        `answers of ${unreadBytes / 1024 / 1024} MiB may wait to be read. When all ${connections.toLocaleString("en")} connections are taken,`,
    );
  });
});
