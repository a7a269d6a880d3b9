import { expect } from "chai";
import type { Skeleton } from "../merge/skeleton";
import { readAhead } from "./read-ahead";
import type { CompileRequest, CompileResponse } from "./requests";

const SKELETON = { id: "a lab", cells: [], scripts: [] } as unknown as Skeleton;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the compiler of a batch, reading ahead", () => {
  it("reads the lab and compiles its cells once, before any request, and answers all requests for that lab", async () => {
    const compileRequests: CompileRequest[] = [];
    let isKnown = false;
    const ask = readAhead(
      (request): Promise<CompileResponse> => {
        compileRequests.push(request);
        if (request.do === "read") return Promise.resolve({ skeleton: SKELETON });
        if (request.do === "know") isKnown = true;
        return Promise.resolve(isKnown ? { cells: [], essence: "" } : { unknown: true });
      },
      { lab: "a lab", labRoot: "/labs" },
    );
    await settle();
    expect(compileRequests.map((request) => request.do)).to.deep.equal(["read", "cells", "know", "cells"]);
    expect(compileRequests[3]).to.deep.include({ take: new Set(), inside: "" });
    expect(await ask({ do: "read", lab: "a lab", labRoot: "/labs" })).to.deep.equal({ skeleton: SKELETON });
    expect(compileRequests).to.have.lengthOf(4);
    for (const other of [
      { do: "read", lab: "another", labRoot: "/labs" },
      { do: "read", lab: "a lab", labRoot: "/others" },
      { do: "compile", cells: [], inside: "/lab" },
    ] as const) {
      await ask(other);
      expect(compileRequests.at(-1)).to.equal(other);
    }
  });

  it("reports a failure to its callers", async () => {
    const ask = readAhead(() => Promise.reject(new Error("no compiler")), { lab: "a lab", labRoot: "/labs" });
    const failed: unknown = await ask({ do: "read", lab: "a lab", labRoot: "/labs" }).catch((error: unknown) => error);
    expect(String(failed)).to.equal("Error: no compiler");
  });
});
