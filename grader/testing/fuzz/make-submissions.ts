import fc from "fast-check";
import { strToU8, zipSync, type Zippable } from "fflate";
import { createPlainNotebook } from "../plain-lab";

/** A submission: the extension of its name, and its bytes. */
export interface FuzzedFile {
  readonly extension: string;
  readonly bytes: Uint8Array;
}

interface Notebook {
  readonly cells: { source?: unknown }[];
}

const NOTEBOOK = "99-plain.ipynb";
/** Code between the markers of an answer, or in cells of its own: odd to read, to compile, to run or to inspect. */
const ODD_CODE = [
  "",
  "return `",
  "/*",
  "return n *; }}}} {{{",
  "const LIMIT = { get a() { throw 1; } } as never;",
  "const LIMIT = (() => { const a: any = {}; a.a = a; return a; })();",
  "const LIMIT = 10n ** 400n;",
  "const LIMIT = Symbol('x') as never;",
  "return new Proxy({}, { ownKeys: () => { throw 0; } }) as never;",
  "let deep: any = 0; for (let n = 0; n < 20000; n += 1) deep = { a: deep }; return deep;",
  "return Array.from({ length: 300000 }, () => ({})) as never;",
  "return 'x'.repeat(5e6) as never;",
  "return '\\ud800' as never;",
  "throw null;",
  "throw { toString() { throw 1; } };",
  "throw Object.create(null);",
  "await new Promise(() => {});",
  "process.exit(0);",
  "process.exit(137);",
  "process.abort();",
  "process.kill(process.pid, 'SIGSTOP');",
  "delete (globalThis as any).process; delete (globalThis as any).Array;",
  "Object.defineProperty(Object.prototype, 'then', { get() { throw 1; } });",
  "JSON.stringify = JSON.parse = (() => { throw 1; }) as never;",
  "setInterval(() => { console.log('x'.repeat(1e5)); }, 1);",
  "for (const fd of [0, 1, 2, 3]) (await import('node:fs')).closeSync(fd);",
  "type A<T> = [A<T>] extends [infer U] ? A<U> : T; const a: A<1> = 1 as never;",
  "enum E { A = 'a'.length } namespace N { export const a = 1; } export {}; import x = require('fs');",
  "declare global { var x: never } /// <reference path='/etc/passwd' />",
  "using a = 1; @b class C { accessor x = 1 }",
];
const ODD_NAMES = [
  NOTEBOOK,
  `a/${NOTEBOOK}`,
  `a\\${NOTEBOOK}`,
  "../x.ipynb",
  "/x.ipynb",
  "C:x.ipynb",
  "\u0000.ipynb",
  "विक्रम.ipynb",
  `${"d/".repeat(500)}x.ipynb`,
  `${"x".repeat(3000)}.ipynb`,
  "submission_metadata.yml",
  "inner.zip",
  ".ipynb_checkpoints/x.ipynb",
  "a/",
  "",
];
const ODD_MESSAGES = [
  '{"did":"ready"}',
  '{"did":"wait","wait":1,"ms":1e999}',
  '{"did":"wait","wait":-1,"ms":-5}',
  '{"did":"wait","wait":1e300,"ms":86400000}',
  '{"did":"cell","id":"limit","ok":true,"output":"\\u0000\\ud800"}',
  '{"did":"cell","id":"counts","ok":false,"output":"","error":""}',
  '{"did":"answer","id":"limit","json":"55"}',
  '{"did":"answer","id":"square-0","json":"[[[["}',
  '{"did":"answer","id":"longest","error":"x"}',
  '{"did":"__proto__"}',
  "null",
  "\u0000",
  "{}",
];

/** Code instead of an answer, which writes odd messages to the grader's channels. It makes long texts itself, to keep notebooks short. */
const speaking = fc
  .record({
    lines: fc.array(fc.oneof(fc.constantFrom(...ODD_MESSAGES), fc.string(), fc.json()), {
      minLength: 1,
      maxLength: 30,
    }),
    nesting: fc.constantFrom(0, 0, 1, 4e6),
    times: fc.constantFrom(1, 3, 20_000),
    fd: fc.constantFrom(3, 3, 3, 1),
  })
  .map(({ lines, nesting, times, fd }) =>
    [
      'import { writeSync } from "node:fs";',
      `const bytes = Buffer.from(${JSON.stringify(lines.join("\n"))} + "\\n" + "[".repeat(${nesting}) + "\\n");`,
      `for (let n = 0; n < ${times}; n += 1) for (let at = 0; at < bytes.length;) try { at += writeSync(${fd}, bytes, at); } catch { /* full */ }`,
      "const LIMIT = 55;",
    ].join("\n"),
  );
const code = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD_CODE) }, speaking);

/** The plain lab with this code in its n-th answer. */
function insertAnswer(answer: string, at: number): Notebook {
  const notebook = JSON.parse(createPlainNotebook()) as Notebook;
  const getText = ({ source }: Notebook["cells"][number]) => [source].flat().join("");
  const cell = notebook.cells.filter((item) => getText(item).includes("START CODE HERE"))[at];
  if (cell)
    cell.source = getText(cell).replace(
      /(START CODE HERE.*\n)[^]*?(\n.*END CODE HERE)/,
      (_, before, after) => `${before}${answer}${after}`,
    );
  return notebook;
}

const values = fc.oneof(
  fc.anything({ maxDepth: 3 }),
  fc.constantFrom("\u0000\u202e\ud800", "99-plain.limit", "x".repeat(100_000)),
);

/** The value with another one, or none, at a place somewhere inside. */
function changeInside(value: unknown, [step, ...rest]: readonly number[], changed: unknown): unknown {
  if (step === undefined || typeof value !== "object" || value === null) return changed;
  const entries = Object.entries(value);
  const at = step % (entries.length || 1);
  const inside = entries.map(
    ([name, item], index) => [name, index === at ? changeInside(item, rest, changed) : item] as const,
  );
  return Array.isArray(value) ? inside.map(([, item]) => item) : Object.fromEntries(inside);
}

const changes = fc.array(fc.tuple(fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }), values), { maxLength: 3 });
const texts = fc
  .tuple(code, fc.nat(4), changes)
  .map(
    ([answer, at, all]) =>
      JSON.stringify(
        all.reduce<unknown>((notebook, [path, value]) => changeInside(notebook, path, value), insertAnswer(answer, at)),
      ) ?? "",
  );
const repeated = fc
  .tuple(texts, fc.constantFrom("[", "{},"), fc.constantFrom(1, 1e3, 1e6))
  .map(([text, piece, times]) => text.replace('"cells":[', `"x":[],"cells":[${piece.repeat(times)}`));

/** Bytes of which some are replaced, removed or added, most often at the end, where a zip has its directory. */
const damage = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> => {
  const place = fc.record({
    at: fc.oneof(fc.nat(), fc.integer({ min: -200, max: -1 })),
    removed: fc.nat(9),
    added: fc.uint8Array({ maxLength: 3 }),
  });
  return fc.tuple(bytes, fc.array(place, { maxLength: 8 })).map(([whole, places]) =>
    places.reduce<Uint8Array>((result, { at, removed, added }) => {
      const from = at < 0 ? Math.max(result.length + at, 0) : at % (result.length + 1);
      return Buffer.concat([result.subarray(0, from), added, result.subarray(from + removed)]);
    }, whole),
  );
};

const notebooks = fc.oneof(
  { weight: 7, arbitrary: texts.map((text) => strToU8(text)) },
  { weight: 1, arbitrary: repeated.map((text) => strToU8(text)) },
  { weight: 1, arbitrary: texts.map((text) => Buffer.from(`\uFEFF${text}`, "utf16le")) },
  { weight: 2, arbitrary: damage(texts.map((text) => strToU8(text))) },
);

/** Zips, with zips in them. */
const zips = fc.letrec<{ zip: Uint8Array; files: [string, Uint8Array][] }>((tie) => ({
  files: fc.array(
    fc.oneof(
      { depthSize: "small" },
      fc.tuple(fc.constantFrom(...ODD_NAMES), notebooks),
      fc.tuple(
        fc.constantFrom(...ODD_NAMES),
        fc.constantFrom(...ODD_CODE).map((text) => strToU8(text.repeat(500))),
      ),
      fc.tuple(fc.constant("inner.zip"), tie("zip")),
    ),
    { maxLength: 5 },
  ),
  zip: fc.tuple(tie("files"), notebooks, fc.nat(3), fc.constantFrom(0, 1)).map(([files, notebook, without, level]) => {
    const content: Zippable = Object.fromEntries(without === 0 ? files : [...files, [NOTEBOOK, notebook]]);
    return zipSync(content, { level: level === 0 ? 0 : 1, mtime: "2026-01-01T00:00:00" });
  }),
})).zip;

/** Submissions that no learner hands in by accident: notebooks, zips, and code that prints odd output to the grader. */
export const fuzzedFiles: fc.Arbitrary<FuzzedFile> = fc.oneof(
  fc.oneof(zips, damage(zips)).map((bytes) => ({ extension: "zip", bytes })),
  notebooks.map((bytes) => ({ extension: "ipynb", bytes })),
);
