import { expect } from "chai";
import { NO_ANSWERS } from "../merge/answers";
import type { Skeleton } from "../merge/skeleton";
import { createCompiler } from "./compiler";
import type { CompileRequest, CompileResponse } from "./requests";

const SKELETON = { id: "a lab", cells: [], scripts: [] } as unknown as Skeleton;
const FILLING = { skeleton: SKELETON, answers: NO_ANSWERS, take: new Set(["one"]) };

describe("requests to the compiler's process", () => {
  let compileRequests: CompileRequest[];
  beforeEach(() => {
    compileRequests = [];
  });
  const createClient = (answer: (request: CompileRequest) => CompileResponse | undefined) =>
    createCompiler((request) => {
      compileRequests.push(request);
      return Promise.resolve(answer(request));
    }, "/inside");
  const catchFailure = async (asking: Promise<unknown>): Promise<string> =>
    String(await asking.catch((error: unknown) => error));

  it("name the submission they are for, if there is one", async () => {
    const compiler = createClient(() => ({ cells: [] }));
    await compiler.compile([]);
    await compiler.createForSubmission("anna").compile([]);
    expect(compileRequests).to.deep.equal([
      { do: "compile", cells: [], inside: "/inside" },
      { do: "compile", cells: [], inside: "/inside", of: "anna" },
    ]);
  });

  it("send the skeleton to a process that doesn't have it yet, and to each replacement", async () => {
    let left = 3;
    const answer = ({ do: action }: CompileRequest): CompileResponse =>
      action === "know" ? {} : left-- > 0 ? { unknown: true } : { cells: [], essence: "e", script: undefined as never };
    const compiler = createClient(answer);
    expect(await compiler.compileCells({ ...FILLING, solutionScripts: true })).to.deep.equal({
      cells: [],
      essence: "e",
    });
    expect(compileRequests.map(({ do: action }) => action)).to.deep.equal([
      "cells",
      "know",
      "cells",
      "know",
      "cells",
      "know",
      "cells",
    ]);
    const [first, known] = compileRequests;
    expect(first).to.deep.include({ answers: NO_ANSWERS, inside: "/inside", solutionScripts: true });
    expect(known).to.deep.include({ skeleton: SKELETON });
    expect(first?.do === "cells" && known?.do === "know" && first.key === known.key && first.key.length).to.equal(64);
    await compiler.compileScript({ path: "src/a.ts", driver: "d" }, FILLING);
    expect(compileRequests.at(-1)).to.deep.include({ do: "script", path: "src/a.ts", driver: "d", take: FILLING.take });
  });

  it("give up after several processes are lost in a row", async () => {
    const loseRequests = (times: number) => {
      compileRequests = [];
      let left = times;
      return createClient(({ do: action }) =>
        action === "know" ? {} : left-- > 0 ? { unknown: true } : { cells: [], essence: "" },
      );
    };
    expect(await loseRequests(10).compileCells(FILLING)).to.deep.equal({ cells: [], essence: "" });
    expect(await catchFailure(loseRequests(11).compileCells(FILLING))).to.equal(
      "Error: The compiler's process crashed repeatedly.",
    );
    expect(compileRequests).to.have.lengthOf(21);
  });

  it("report a grader fault if the compiler fails or can't read the lab", async () => {
    expect(await catchFailure(createClient(() => ({ fault: "stack" })).compile([]))).to.equal(
      "Error: The compiler failed: stack",
    );
    for (const response of [undefined, {}])
      expect(await catchFailure(createClient(() => response).readLab("x"))).to.equal(
        "Error: The compiler could not read x.",
      );
    expect(await createClient(() => ({ skeleton: SKELETON })).readLab("x", "/labs")).to.equal(SKELETON);
    expect(compileRequests.at(-1)).to.deep.equal({ do: "read", lab: "x", labRoot: "/labs" });
  });

  it("return no answer if the code takes too long", async () => {
    for (const response of [undefined, {}, { cells: [] }, { essence: "" }]) {
      const compiler = createClient(() => response);
      expect(await compiler.compileCells(FILLING)).to.equal(undefined);
      expect(await compiler.compileScript({ path: "a" }, FILLING)).to.equal(undefined);
      expect(await compiler.collectAnswers(SKELETON, { scripts: new Map() })).to.equal(undefined);
    }
    expect(await createClient(() => undefined).compile([])).to.equal(undefined);
  });
});
