import { expect } from "chai";
import type { Call } from "./call";
import { KEPT_HEADER, tellInHeader, tellKept } from "./operation";

describe("what answers say of themselves", () => {
  it("stands in one header, each thing once", () => {
    const reply: Call["reply"] = { headers: {} };
    for (const text of ["one", "two", "one"]) tellInHeader(reply, text);
    expect(reply.headers).to.deep.equal({ [KEPT_HEADER]: "one; two" });
  });

  it("is in every answer of what is only kept, and in each cloud's log once", () => {
    const clouds = [0, 1].map(() => {
      const lines: string[] = [];
      return { lines, log: (line: string) => void lines.push(line) };
    });
    for (const what of ["a", "b", "a"])
      for (const cloud of clouds) {
        const reply: Call["reply"] = { headers: {} };
        tellKept(cloud, reply, what);
        expect(reply.headers[KEPT_HEADER]).to.match(/^kept and told again/);
      }
    for (const { lines } of clouds)
      expect(lines.map((line) => line.split(" ", 2).join(" "))).to.deep.equal(["a is", "b is"]);
  });
});
