import { expect } from "chai";
import { readNotebook } from "./read-notebook";
import { SubmissionProblem } from "./submission";

describe("a submitted notebook", () => {
  it("gives its code cells, with ids and exercises where it has them", () => {
    const cells = [
      { cell_type: "markdown", id: "m", metadata: {}, source: "# text" },
      { cell_type: "code", id: "a", metadata: { labs: { exercise: "99.x" } }, source: ["one\n", "two"] },
      { cell_type: "code", metadata: {}, source: "three\r\nfour" },
    ];
    expect(readNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 4, cells }))).to.deep.equal([
      { id: "a", exercise: "99.x", lines: ["one", "two"] },
      { lines: ["three", "four"] },
    ]);
  });

  for (const [what, text, says] of [
    ["text that is no JSON", "{", "not valid JSON"],
    ["another format", '{"nbformat": 3, "worksheets": []}', "not in format 4"],
    ["a list", "[]", "not in format 4"],
    ["no cells", '{"nbformat": 4}', "no list of cells"],
    ["a cell without source", '{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "no source"],
  ] as const) {
    it(`is unreadable with ${what}`, () => {
      expect(() => readNotebook(text)).to.throw(SubmissionProblem, says);
    });
  }
});
