import { strToU8, zipSync } from "fflate";
import { createPlainNotebook } from "../plain-lab";
import { damageBytes, drawFrom, type Draw } from "./random";

/** A file of the folder that holds a class's submissions. */
interface FuzzedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Cell {
  [member: string]: unknown;
  source?: unknown;
}

const NOTEBOOK = "99-plain.ipynb";
/** Code between the markers of an answer, or in cells of its own: odd to read, to compile, to run or to inspect. */
const ODD_CODE: readonly [string, ...string[]] = [
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
  "process.exit(draw);",
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
const ODD_VALUES: readonly [unknown, ...unknown[]] = [
  null,
  0,
  -1e308,
  "",
  "\u0000\u202e\ud800",
  [],
  {},
  [[[[]]]],
  true,
  ["a", 1, null, { b: 2 }],
  { __proto__: null, constructor: 1, toString: 2 },
  "99-plain.limit",
  "x".repeat(100_000),
];
const ODD_NAMES: readonly [string, ...string[]] = [
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
const ODD_MESSAGES: readonly [string, ...string[]] = [
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

/** A class of submissions that no learner hands in by accident: notebooks, zips, and code that prints odd output to the grader. */
export function createFuzzedSubmissions(count: number, seed: number): FuzzedFile[] {
  const draw = drawFrom(seed);
  const width = String(count).length;
  return Array.from({ length: count }, (_, n) => {
    const kind = draw.drawInt(1, 10);
    const name = `${String(n).padStart(width, "0")}-${seed}`;
    if (kind <= 4) return { name: `${name}.ipynb`, bytes: createNotebook(draw) };
    if (kind <= 8) return { name: `${name}.zip`, bytes: zip(draw, 0) };
    return { name: `${name}.ipynb`, bytes: strToU8(JSON.stringify(insertAnswer(createSpeaking(draw)))) };
  });
}

function createNotebook(draw: Draw): Uint8Array {
  const code = draw.pick(ODD_CODE).replace("draw", String(draw.drawInt(0, 300)));
  const created = draw.drawChance(3)
    ? (JSON.parse(createPlainNotebook()) as { cells: Cell[] })
    : insertAnswer(code, draw.drawInt(0, 3));
  for (let changes = draw.drawInt(0, 4); changes > 0; changes -= 1) change(draw, created);
  const text = JSON.stringify(created);
  if (draw.drawChance(12)) return Buffer.from(`\uFEFF${text}`, "utf16le");
  if (draw.drawChance(12)) return strToU8(text.replace('"cells"', `"x":${"[".repeat(draw.drawInt(1, 1e6))},"cells"`));
  if (draw.drawChance(12)) return strToU8(text.replace('"cells":[', `"cells":[${"{},".repeat(draw.drawInt(1, 1e6))}`));
  return draw.drawChance(4) ? damageBytes(draw, strToU8(text)) : strToU8(text);
}

/** Changes one member of the notebook somewhere: another value, no value, or the same element twice. */
function change(draw: Draw, created: { cells: Cell[] }): void {
  let at: Record<string, unknown> = created as never;
  for (let depth = draw.drawInt(0, 4); ; depth -= 1) {
    const [first, ...names] = Object.keys(at);
    if (first === undefined) return;
    const name = draw.pick([first, ...names]);
    const value = at[name];
    if (depth > 0 && typeof value === "object" && value !== null) {
      at = value as Record<string, unknown>;
      continue;
    }
    if (draw.drawChance(4)) Reflect.deleteProperty(at, name);
    else if (Array.isArray(at) && draw.drawChance(2)) at.push(at[0], at[0]);
    else if (typeof value === "string" && draw.drawChance(2)) at[name] = value.repeat(draw.drawInt(0, 50));
    // A copy, since a later change may write into the value, or even put the value into itself.
    else at[name] = structuredClone(draw.pick(ODD_VALUES));
    return;
  }
}

/** The plain lab with this code in its n-th answer. */
function insertAnswer(code: string, at = 3): { cells: Cell[] } {
  const created = JSON.parse(createPlainNotebook()) as { cells: Cell[] };
  const getText = ({ source }: Cell) => [source].flat().join("");
  const graded = created.cells.filter((cell) => getText(cell).includes("START CODE HERE"));
  const cell = graded[at];
  if (cell)
    cell.source = getText(cell).replace(
      /(START CODE HERE.*\n)[^]*?(\n.*END CODE HERE)/,
      (_, a, b) => `${a}${code}${b}`,
    );
  return created;
}

function createSpeaking(draw: Draw): string {
  const lines: string[] = [];
  for (let n = draw.drawInt(1, 30); n > 0; n -= 1) {
    const line = draw.pick(ODD_MESSAGES);
    lines.push(draw.drawChance(3) ? Buffer.from(damageBytes(draw, strToU8(line))).toString("latin1") : line);
  }
  if (draw.drawChance(3)) lines.push("[".repeat(draw.drawInt(1, 2e6)));
  const output = Buffer.from(`${lines.join("\n")}\n`).toString("base64");
  // The code makes long texts itself, when it runs: the notebook file is to stay short.
  const text =
    output.length > 100_000
      ? `Buffer.from("[".repeat(${draw.drawInt(1, 4e6)}) + "\\n")`
      : `Buffer.from("${output}", "base64")`;
  return [
    'import { writeSync } from "node:fs";',
    `const bytes = ${text};`,
    `for (let n = 0; n < ${draw.pick([1, 3, 20_000])}; n += 1) for (let at = 0; at < bytes.length;) try { at += writeSync(${draw.pick([3, 3, 3, 1])}, bytes, at); } catch { /* full */ }`,
    "const LIMIT = 55;",
  ].join("\n");
}

function zip(draw: Draw, depth: number): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  if (!draw.drawChance(4)) files[NOTEBOOK] = createNotebook(draw);
  for (let n = draw.drawInt(0, 5); n > 0; n -= 1) {
    const name = draw.pick(ODD_NAMES);
    files[name] =
      name.endsWith(".zip") && depth < 3
        ? zip(draw, depth + 1)
        : strToU8(draw.pick(ODD_CODE).repeat(draw.drawInt(0, 2000)));
  }
  const created = zipSync(files, { level: draw.pick([0, 1]), mtime: "2026-01-01T00:00:00" });
  const whole = draw.drawChance(8) ? Buffer.concat([created, created]) : created;
  return draw.drawChance(2) ? damageBytes(draw, whole, 8) : whole;
}
