import { expect } from "chai";
import { joinParts } from "./parts";
import { formatProblems } from "./problems";

const OPENING = `// For authors.

export { STREAM };

// %% id=setup
import { put } from "../../../src/index";
import { Client } from "@aws-sdk/client-x";
const STREAM = "trips";
`;
const SENDING = `import { Client } from "@aws-sdk/client-x";
import { put } from "../../../src/index";
import { STREAM } from "./01-opening";

// %% [markdown] id=send-note
// Now send.

// %% id=send
const { sent, ...others } = await put(new Client(), STREAM);
console.log(sent, others);
`;

const FOLDER = "course/01-x/lab";
const createParts = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => ({ file: `${FOLDER}/${name}`, text }));
const join = (changes: Readonly<Record<string, string>>) =>
  joinParts(createParts({ "01-opening.ts": OPENING, "02-sending.ts": SENDING, ...changes }));

describe("the part files of a lab", () => {
  it("become the cells of one notebook in order of file name, without their leading comments", () => {
    const { cells, problems } = join({});
    expect(formatProblems(problems)).to.deep.equal([]);
    expect(cells.map(({ id, file, line }) => [id, file, line])).to.deep.equal([
      ["setup", `${FOLDER}/01-opening.ts`, 5],
      ["send-note", `${FOLDER}/02-sending.ts`, 5],
      ["send", `${FOLDER}/02-sending.ts`, 8],
    ]);
    expect(cells.flatMap(({ lines }) => lines).join("\n")).not.to.match(/^export|01-opening|authors/m);
  });

  const refusals: [name: string, changes: Record<string, string>, says: string][] = [
    [
      "a part without a number",
      { "sending.ts": "" },
      "sending.ts:1: This is not a part of a lab: name it like `lab/03-some-name.ts`; its number sets its position.",
    ],
    [
      "a file that is not TypeScript",
      { "03-notes.md": "" },
      "03-notes.md:1: This is not a part of a lab: name it like `lab/03-some-name.ts`; its number sets its position.",
    ],
    [
      "a part in a folder of its own",
      { "more/03-more.ts": "" },
      "more/03-more.ts:1: This is not a part of a lab: name it like `lab/03-some-name.ts`; its number sets its position.",
    ],
    [
      "two parts of one number",
      { "02-stopping.ts": "" },
      "02-stopping.ts:1: 02-sending.ts already has the number 02: give one of them another number.",
    ],
    [
      "a cell's id in two parts",
      { "03-more.ts": "// %% id=setup" },
      `03-more.ts:1: The id \`setup\` is already that of the cell in ${FOLDER}/01-opening.ts:5.`,
    ],
    [
      "a name declared in two parts",
      { "03-more.ts": "// %% id=more\n\nfunction sent() {}" },
      `03-more.ts:3: \`sent\` is declared in ${FOLDER}/02-sending.ts:9 already: all parts become one notebook.`,
    ],
    [
      "a name imported by two cells",
      { "03-more.ts": '// %% id=more\nimport { put } from "../../../src/index";' },
      `03-more.ts:2: \`put\` is declared in ${FOLDER}/01-opening.ts:6 already: all parts become one notebook.`,
    ],
    [
      "a name that nobody uses",
      { "03-more.ts": "// %% id=more\ninterface Idle {}" },
      "03-more.ts:2: No cell uses `Idle`.",
    ],
    [
      "code before the first cell",
      { "03-more.ts": "// note\nconst a = 1;" },
      "03-more.ts:2: Code before the first cell: only `import { … } from …` and `export { … };` are allowed. A cell starts with a line `// %% id=…`.",
    ],
    [
      "an import under another name",
      { "03-more.ts": 'import { STREAM as name } from "./01-opening";' },
      "03-more.ts:1: Code before the first cell: only `import { … } from …` and `export { … };` are allowed. A cell starts with a line `// %% id=…`.",
    ],
    [
      "an import of a name that its part does not export",
      { "03-more.ts": 'import { sent } from "./02-sending";' },
      `03-more.ts:1: ${FOLDER}/02-sending.ts has no \`sent\` in its \`export { … };\`.`,
    ],
    [
      "an import of a later part",
      { "01-opening.ts": `import { sent } from "./02-sending";\n${OPENING}` },
      `01-opening.ts:1: \`${FOLDER}/02-sending.ts\` is not an earlier part of this lab.`,
    ],
    [
      "an import of no part",
      { "03-more.ts": '\nimport { sent } from "./02-sendign";' },
      `03-more.ts:2: \`${FOLDER}/02-sendign.ts\` is not an earlier part of this lab.`,
    ],
    [
      "an import that no cell has before",
      { "03-more.ts": 'import { Other, type Client } from "@aws-sdk/client-x";' },
      "03-more.ts:1: No cell of an earlier part imports `Other` from `@aws-sdk/client-x`, so the notebook would not know it.",
    ],
    [
      "an import that a cell has from elsewhere",
      { "03-more.ts": 'import { put } from "../../../src/fuel";' },
      "03-more.ts:1: No cell of an earlier part imports `put` from `src/fuel`, so the notebook would not know it.",
    ],
    [
      "an export of what the part does not declare",
      { "03-more.ts": "export { STREAM };" },
      "03-more.ts:1: No cell of this part declares `STREAM`.",
    ],
  ];
  for (const [name, changes, says] of refusals) {
    it(`are rejected for ${name}`, () => {
      expect(formatProblems(join(changes).problems)).to.deep.equal([`${FOLDER}/${says}`]);
    });
  }
});
