import { strToU8, zipSync } from "fflate";
import { createRandom, type Random } from "./random";

type Lines = readonly string[];

/** Answers to one exercise, and the marks that each must earn, in points. */
interface ExerciseAnswers {
  readonly points: number;
  readonly right: readonly Lines[];
  readonly wrong: readonly { readonly lines: Lines; readonly score: number }[];
}

/** A code cell as it is handed out. */
export interface HandedOutCell {
  readonly id: string;
  readonly exercise?: string;
  readonly source: string;
}

export interface MutatedLab {
  /** The notebook's file name. */
  readonly notebook: string;
  readonly cells: readonly HandedOutCell[];
  /** Scripts by path, with the exercises of their regions in order. */
  readonly scripts?: Readonly<Record<string, { readonly text: string; readonly exercises: readonly string[] }>>;
  readonly answers: Readonly<Record<string, ExerciseAnswers>>;
  /** Answers that attack the run, with their outcome. `exercise` is an exercise of a cell. */
  readonly hostile: readonly { readonly exercise: string; readonly lines: Lines; readonly status: string }[];
}

/** One submission as files to write, with its expected status and scores. */
export interface Mutant {
  readonly id: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly status: string;
  readonly scores: Readonly<Record<string, number>>;
}

/**
 * Makes submissions of every kind from a seed: right, wrong, open, broken and hostile, in every form that can be handed in. It
 * shares no code with the grader's reading of them.
 */
export function createMutants(lab: MutatedLab, count: number, seed: number): Mutant[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, n) =>
    createMutant(lab, `learner-${String(n).padStart(4, "0")}`, { n, random }),
  );
}

interface Draw {
  readonly n: number;
  readonly random: Random;
}

function createMutant(lab: MutatedLab, id: string, { n, random }: Draw): Mutant {
  if (n % 10 === 9) return createBroken(id, random);
  const hostile = n % 10 === 8 ? lab.hostile[Math.floor(n / 10) % lab.hostile.length] : undefined;
  const chosen = Object.entries(lab.answers).map(
    ([exercise, answers]) =>
      [exercise, exercise === hostile?.exercise ? { lines: hostile.lines, score: 0 } : draw(answers, random)] as const,
  );
  const lines = new Map(chosen.map(([exercise, answer]) => [exercise, answer.lines]));
  const cells = shapeCells(
    lab.cells.map((cell) => ({ ...cell, source: fillText(cell.source, [lines.get(cell.exercise ?? "")]) })),
    lab.cells,
    random,
  );
  const scripts = Object.entries(lab.scripts ?? {}).map(
    ([path, { text, exercises }]) =>
      [
        path,
        strToU8(
          fillText(
            text,
            exercises.map((exercise) => lines.get(exercise)),
          ),
        ),
      ] as const,
  );
  const files = { [lab.notebook]: createNotebook(cells, random), ...Object.fromEntries(scripts) };
  return {
    id,
    files: packHandIn(id, files, random),
    status: hostile?.status ?? "graded",
    scores: Object.fromEntries(chosen.map(([exercise, { score }]) => [exercise, score])),
  };
}

function draw({ points, right, wrong }: ExerciseAnswers, random: Random): { lines: Lines | undefined; score: number } {
  const kind = random(10);
  if (kind < 7) return { lines: dressLines(right[random(right.length)] ?? [], random), score: points };
  if (kind < 8) return { lines: undefined, score: 0 };
  return wrong[random(wrong.length)] ?? { lines: undefined, score: 0 };
}

/** The same answer in another layout. */
function dressLines(lines: Lines, random: Random): Lines {
  return (
    [
      () => lines,
      () => ["", ...lines, ""],
      () => ["// my own answer", ...lines],
      () => lines.map((line) => `  ${line}   `),
      () => ["if (true) { /* a remark */ }", ...lines],
    ][random(5)]?.() ?? lines
  );
}

/** Puts lines between the n-th START and END; `undefined` leaves the stub. */
function fillText(text: string, bodies: readonly (Lines | undefined)[]): string {
  let at = 0;
  return text.replace(/\/\/ ### START CODE HERE ###[^\n]*\n[\s\S]*?\/\/ ### END CODE HERE ###/g, (whole) => {
    const body = bodies[at++];
    const lines = whole.split("\n");
    return body === undefined ? whole : [lines[0], ...body, lines.at(-1)].join("\n");
  });
}

/** Moves, doubles, adds or leaves out cells. */
function shapeCells(
  cells: readonly HandedOutCell[],
  starterCells: readonly HandedOutCell[],
  random: Random,
): HandedOutCell[] {
  const graded = starterCells.filter(({ exercise }) => exercise !== undefined);
  const twice = graded[random(graded.length)];
  return (
    [
      () => [...cells],
      () => [...cells],
      () => [...cells],
      () => [...cells].reverse(),
      () => (twice ? [twice, ...cells] : [...cells]),
      () => (twice ? [...cells, twice] : [...cells]),
      () => [{ id: "mine", source: "const mine = 1;\nconsole.log(mine);" }, ...cells],
      () => cells.map((cell) => ({ ...cell, source: `${cell.source}\n// the end` })),
    ][random(8)]?.() ?? [...cells]
  );
}

function createNotebook(cells: readonly HandedOutCell[], random: Random): Uint8Array {
  const code = cells.map(({ id, exercise, source }) => ({
    cell_type: "code",
    id,
    metadata: exercise === undefined ? {} : { labs: { exercise } },
    source: source.split(/(?<=\n)/),
    outputs: createOutputs(random),
    execution_count: null,
  }));
  const four = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: code };
  const withoutIds = { ...four, nbformat_minor: 4, cells: code.map((cell) => ({ ...cell, id: undefined })) };
  const three = {
    nbformat: 3,
    nbformat_minor: 0,
    metadata: {},
    worksheets: [
      { cells: withoutIds.cells.map(({ source, ...cell }) => ({ ...cell, input: source, language: "typescript" })) },
    ],
  };
  const text = JSON.stringify([four, four, four, withoutIds, three][random(5)], null, random(2));
  return random(6) === 0 ? Buffer.from(`\uFEFF${text}`, "utf16le") : strToU8(text);
}

function createOutputs(random: Random): unknown[] {
  if (random(20) > 0) return [];
  return [
    { output_type: "stream", name: "stdout", text: "\u001b[31m<script>alert(1)</script>".repeat(1 + random(20_000)) },
    { output_type: "display_data", data: { "text/html": "<img src=x onerror=alert(1)>" } },
  ];
}

function packHandIn(
  id: string,
  files: Readonly<Record<string, Uint8Array>>,
  random: Random,
): Record<string, Uint8Array> {
  const names = Object.keys(files);
  const prefixFolder = (folder: string) =>
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]));
  const only = names.length === 1 ? files[names[0] ?? ""] : undefined;
  return (
    [
      () => prefixFolder(id),
      () => ({ [`${id}.zip`]: zipSync(files) }),
      () => ({ [`${id}.zip`]: zipSync(prefixFolder("lab")) }),
      () => (only ? { [`${id}.ipynb`]: only } : prefixFolder(id)),
    ][random(4)]?.() ?? prefixFolder(id)
  );
}

/** A submission that cannot be graded, with the status that it must get. */
function createBroken(id: string, random: Random): Mutant {
  const kinds: readonly (readonly [status: string, files: Record<string, Uint8Array>])[] = [
    ["unreadable", { [`${id}.ipynb`]: strToU8('{"nbformat": 4, "cells": [') }],
    ["unreadable", { [`${id}.ipynb`]: strToU8('{"nbformat": 2}') }],
    ["unreadable", { [`${id}.ipynb`]: new Uint8Array([0xc3, 0x28, 0xff, 0x00]) }],
    ["unreadable", { [`${id}/readme.md`]: strToU8("I was ill.") }],
    ["unreadable", { [`${id}.zip`]: strToU8("PK but no zip") }],
    ["unreadable", { [`${id}.ipynb`]: strToU8('{"nbformat": 4, "cells": [{"cell_type": "code", "source": 7}]}') }],
    ["rejected", { [`${id}.zip`]: zipSync({ "../../etc/x.ipynb": strToU8("{}") }) }],
    [
      "rejected",
      {
        [`${id}.ipynb`]: strToU8(
          JSON.stringify({ nbformat: 4, cells: [{ cell_type: "code", source: "x;".repeat(600_000) }] }),
        ),
      },
    ],
  ];
  const [status, files] = kinds[random(kinds.length)] ?? ["unreadable", {}];
  return { id, files, status, scores: {} };
}
