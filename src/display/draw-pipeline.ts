import { brokenName, widthOf } from "./fit-text";
import { escapeHtml } from "./html";

/** A part of a pipeline. */
export interface Box {
  readonly id: string;
  readonly kind: "data stream" | "Firehose" | "S3 bucket" | "script" | "Lambda function" | "SQS queue";
  readonly name: string;
  /** From 0, left to right. */
  readonly column: number;
  /** From 0, top to bottom; halves are allowed. */
  readonly row: number;
  /** What it holds, such as `12 records`. */
  readonly holds?: string | undefined;
  /** False: it is drawn dashed. */
  readonly exists: boolean;
  /** What AWS does with it just now, such as `CREATING`, where that is worth a word. */
  readonly status?: string | undefined;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What went along it, one or two short lines. */
  readonly labels: readonly string[];
  /** False: nothing connects the two yet, and it is drawn dashed. */
  readonly exists?: boolean;
}

const WIDTH = 184;
const HEIGHT = 94;
const GAP_X = 78;
const FONT_SIZE = 11;
/** A name has this many lines; a box has two more, for its kind and for what it holds. */
const NAME_LINES = 3;
const LINE_HEIGHT = 15;
const PADDING_X = 6;
const GAP_Y = 34;
const MARGIN = 16;
const COLOURS: Readonly<Record<Box["kind"], string>> = {
  "data stream": "#ede7f6",
  Firehose: "#fff3e0",
  "S3 bucket": "#e8f5e9",
  script: "#e3f2fd",
  "Lambda function": "#e3f2fd",
  "SQS queue": "#fce4ec",
};

/**
 * Draws a pipeline as SVG, as wide as there is room for, but not wider than it needs. Names may be long: they are broken into lines that
 * fit their boxes.
 */
export function drawPipeline(boxes: readonly Box[], arrows: readonly Arrow[], title: string): string {
  const width = 2 * MARGIN + (Math.max(...boxes.map(({ column }) => column)) + 1) * (WIDTH + GAP_X) - GAP_X;
  const height = 2 * MARGIN + (Math.max(...boxes.map(({ row }) => row)) + 1) * (HEIGHT + GAP_Y) - GAP_Y;
  const places = new Map(boxes.map((box) => [box.id, place(box)]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 ${width} ${height}" style="max-width:${width}px" ` +
      `font-family="sans-serif" font-size="${FONT_SIZE}" role="img"><title>${escapeHtml(title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...arrows.map((arrow) => drawArrow(arrow, places)),
    ...boxes.map(drawBox),
    "</svg>",
  ].join("");
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function place({ column, row }: Box): Place {
  return { x: MARGIN + column * (WIDTH + GAP_X), y: MARGIN + row * (HEIGHT + GAP_Y) };
}

function drawBox(box: Box): string {
  const { x, y } = place(box);
  const inner = WIDTH - 2 * PADDING_X;
  const state = box.exists ? box.status : "not there yet";
  const texts = [
    { line: state === undefined ? box.kind : `${box.kind} (${state})`, weight: "normal" as const },
    ...brokenName(box.name, { width: inner, fontSize: FONT_SIZE, lines: NAME_LINES }).map((line) => ({
      line,
      weight: "bold" as const,
    })),
    { line: box.holds ?? "", weight: "normal" as const },
  ];
  const [dash, fill] = box.exists ? ["", COLOURS[box.kind]] : [' stroke-dasharray="4 3"', "#fafafa"];
  return [
    // A browser shows the whole name where the mouse rests.
    `<g><title>${escapeHtml(box.name)}</title>`,
    `<rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6" fill="${fill}" stroke="#777"${dash}/>`,
    ...texts.map(({ line, weight }, at) =>
      text({ x: x + WIDTH / 2, y: y + 17 + at * LINE_HEIGHT }, line, { weight, most: inner }),
    ),
    "</g>",
  ].join("");
}

function drawArrow({ from, to, labels, exists = true }: Arrow, places: ReadonlyMap<string, Place>): string {
  const start = places.get(from);
  const end = places.get(to);
  if (!start || !end) throw new RangeError(`No box for the arrow from ${from} to ${to}.`);
  const [x1, y1, x2, y2] = ends(start, end);
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  return [
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#555" stroke-width="1.5"${exists ? "" : ' stroke-dasharray="4 3"'} marker-end="url(#tip)"/>`,
    // The first line stands above the arrow, the second below it; beside one that goes down, both are at its middle.
    ...labels.map((label, at) =>
      text({ x: middle.x, y: middle.y + (at === 0 ? (x1 === x2 ? 4 : -6) : 15) }, label, { weight: "normal" }),
    ),
  ].join("");
}

/** From side to side, to the right or to the left; from top to bottom in one column. */
function ends(start: Place, end: Place): [x1: number, y1: number, x2: number, y2: number] {
  if (start.x === end.x) return [start.x + WIDTH / 2, start.y + HEIGHT, end.x + WIDTH / 2, end.y];
  const toLeft = end.x < start.x;
  return [start.x + (toLeft ? 0 : WIDTH), start.y + HEIGHT / 2, end.x + (toLeft ? WIDTH : 0), end.y + HEIGHT / 2];
}

/** @param most how wide it may be, in pixels: what might be wider is pressed together */
function text(
  { x, y }: Place,
  content: string,
  { weight, most = Infinity }: { weight: "bold" | "normal"; most?: number },
): string {
  const pressed =
    widthOf(content, FONT_SIZE, weight) > most ? ` textLength="${most}" lengthAdjust="spacingAndGlyphs"` : "";
  return (
    content &&
    `<text x="${x}" y="${y}" text-anchor="middle" font-weight="${weight}" fill="#222" stroke="#fff" stroke-width="3" paint-order="stroke"${pressed}>${escapeHtml(content)}</text>`
  );
}
