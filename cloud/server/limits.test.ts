import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PORT_LIMITS } from "./connections";

describe("the port's limits for a client", () => {
  it("match cloud/README.md", () => {
    const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8").replace(/\s+/g, " ");
    const formatSeconds = (ms: number): string => `${ms / 1000} s`;
    const { firstBytesMs, headersMs, silentMs, keepAliveMs, connections, unreadBytes } = PORT_LIMITS;
    expect(readme).to.contain(
      `A connection is closed if it sends nothing for ${formatSeconds(firstBytesMs)} or takes longer than ${formatSeconds(headersMs)} for its headers. ` +
        `It's also closed after ${formatSeconds(silentMs)} of silence in both directions, or if it isn't used for ${formatSeconds(keepAliveMs)} after a call. ` +
        `Up to ${unreadBytes / 1024 / 1024} MiB of responses may wait to be read. When all ${connections.toLocaleString("en")} connections are taken,`,
    );
  });
});
