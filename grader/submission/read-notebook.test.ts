import { expect } from "chai";
import { findOtherLab, readNotebook } from "./read-notebook";
import { SubmissionProblem } from "./submission";

describe("a submitted notebook", () => {
  it("returns its code cells, with ids and exercises if it has them", () => {
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

  it("returns an exercise's cell that was made text, too", () => {
    const metadata = { labs: { exercise: "99.x" } };
    const cells = ["markdown", "raw"].map((cell_type) => ({ cell_type, metadata, source: "one" }));
    expect(readNotebook(JSON.stringify({ nbformat: 4, cells }))).to.deep.equal([
      { exercise: "99.x", textType: "markdown", lines: ["one"] },
      { exercise: "99.x", textType: "raw", lines: ["one"] },
    ]);
  });

  it("may have format 3, whose cells are in worksheets", () => {
    const cells = [
      { cell_type: "markdown", source: "# text" },
      {
        cell_type: "code",
        metadata: { labs: { exercise: "99.x" } },
        input: ["one\n", "two"],
        outputs: [],
        language: "python",
      },
    ];
    expect(
      readNotebook(
        JSON.stringify({
          nbformat: 3,
          nbformat_minor: 0,
          worksheets: [{ cells }, { cells: [{ cell_type: "code", input: "three" }] }],
        }),
      ),
    ).to.deep.equal([{ exercise: "99.x", lines: ["one", "two"] }, { lines: ["three"] }]);
  });

  for (const [title, text] of [
    ["too much code", { cells: [{ cell_type: "code", source: "x".repeat(2 ** 20 + 1) }] }],
    ["too many cells", { cells: Array.from({ length: 5_001 }, () => ({ cell_type: "code", source: "" })) }],
    ["too many cells that are no code", { cells: Array.from({ length: 5_001 }, () => ({})) }],
  ] as const) {
    it(`is rejected with ${title}`, () => {
      expect(() => readNotebook(JSON.stringify({ nbformat: 4, ...text })))
        .to.throw(SubmissionProblem)
        .with.property("status", "rejected");
    });
  }

  it("joins a cell's lines, whatever separates them", () => {
    const cells = [{ cell_type: "code", source: ["one\n", 2, null, ["x"], "three"] }];
    expect(readNotebook(JSON.stringify({ nbformat: 4, cells }))).to.deep.equal([{ lines: ["one", "three"] }]);
  });

  it("may contain 5,000 cells, and a mebibyte of code including line ends", () => {
    const createNotebook = (cells: readonly object[]) => readNotebook(JSON.stringify({ nbformat: 4, cells }));
    expect(createNotebook(Array.from({ length: 5_000 }, () => ({})))).to.deep.equal([]);
    const createCode = (length: number) => ({ cell_type: "code", source: "x".repeat(length) });
    expect(createNotebook([createCode(2 ** 19 - 1), createCode(2 ** 19 - 1)])).to.have.length(2);
    expect(() => createNotebook([createCode(2 ** 19 - 1), createCode(2 ** 19)])).to.throw(
      SubmissionProblem,
      "The notebook holds more",
    );
  });

  for (const [title, text] of [
    ["38 million empty cells", `{"nbformat": 4, "cells": [{}${",{}".repeat(38_000_000)}]}`],
    ["brackets a hundred million deep", `{"nbformat": 4, "cells": ${"[".repeat(100_000_000)}`],
  ] as const) {
    it(`is rejected with ${title}, which are not parsed: they would take gigabytes`, () => {
      expect(() => readNotebook(text))
        .to.throw(SubmissionProblem, "nested too deeply, or contains too much")
        .with.property("status", "rejected");
    });
  }

  it("may be nested as deeply as a plot's output", () => {
    const deep = `${"[".repeat(100)}1${"]".repeat(100)}`;
    const cells = `[{"cell_type": "code", "source": "one", "outputs": [{"data": {"application/json": ${deep}}}]}]`;
    expect(readNotebook(`{"nbformat": 4, "cells": ${cells}}`)).to.deep.equal([{ lines: ["one"] }]);
  });

  it("may contain outputs of 100 MB, which aren't read", () => {
    const output = { output_type: "stream", name: "stdout", text: "x".repeat(100_000_000) };
    expect(
      readNotebook(JSON.stringify({ nbformat: 4, cells: [{ cell_type: "code", source: "one", outputs: [output] }] })),
    ).to.deep.equal([{ lines: ["one"] }]);
  });

  for (const [title, text, says] of [
    ["text that is not JSON", "{", "not valid JSON"],
    [
      "text with git's conflict markers",
      "{\n<<<<<<< HEAD\n=======\n}\n>>>>>>> theirs\n",
      "conflict markers in it, the first in line 2",
    ],
    ["another format", '{"nbformat": 2, "worksheets": []}', "not in format 3 or 4"],
    ["a list", "[]", "not in format 3 or 4"],
    ["no cells", '{"nbformat": 4}', "no list of cells"],
    ["an empty list of cells", '{"nbformat": 4, "cells": []}', "nothing was ever saved in it"],
    ["worksheets that are no list", '{"nbformat": 3, "worksheets": 5}', "no list of cells"],
    ["a cell without source", '{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "no source"],
  ] as const) {
    it(`is unreadable with ${title}`, () => {
      expect(() => readNotebook(text)).to.throw(SubmissionProblem, says);
    });
  }

  for (const [title, text, number] of [
    ["the exercises that its cells name", '{"metadata": {"labs": {"exercise": "02-fuel-network.minute"}}}', "02"],
    ["the exercises that it checks", '{"source": ["await check(\\"02-fuel-network.minute\\");"]}', "02"],
    ["its title, where its cells name none", '{"source": ["# Lab 03: Data collection"]}', "03"],
    [
      "most of its exercises, if one of this lab was pasted into it",
      `${["a", "b", "c", "d"].map((id) => `{"exercise": "02-fuel-network.${id}"}`).join()}, {"exercise": "01-streaming-ingestion.x"}`,
      "02",
    ],
    [
      "nothing, if it has a few of another lab",
      '{"exercise": "01-streaming-ingestion.x"}, {"exercise": "02-fuel-network.a"}',
      undefined,
    ],
    ["nothing, if it names this lab", '{"a": "01-streaming-ingestion.route", "b": "# Lab 02: Fuel"}', undefined],
    ["nothing, if it names no lab", '{"source": ["# Mine"]}', undefined],
  ] as const) {
    it(`is recognized as another lab's by ${title}`, () => {
      expect(findOtherLab(text, "01-streaming-ingestion")).to.equal(number);
    });
  }
});
