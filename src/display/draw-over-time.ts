import { FONT_SIZE } from "./flow-picture";
import { escapeHtml } from "./html";

/** A value, or a range of values, that holds for some time; times in ms since the epoch. */
export interface TimeBar {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  /** A value between the two, drawn as a line. */
  readonly middle?: number;
}

/** A row of a chart, with its own axis for its values. */
export interface TimeRow {
  readonly title: string;
  readonly bars?: readonly TimeBar[];
  readonly points?: readonly { readonly at: number; readonly value: number }[];
}

/** A chart whose rows share the axis of time. */
export interface TimeChart {
  /** The text for those who do not see the picture: its figures in words. */
  readonly alt: string;
  /** Both ends of the axis of time, in ms since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly TimeRow[];
  /** A moment, drawn as a line through all rows. */
  readonly moment?: { readonly at: number; readonly label: string } | undefined;
}

const WIDTH = 720;
const LEFT = 56;
const RIGHT = 28;
/** The height of a row's title, of its marks, and of the labels of time below all rows. */
const TITLE = 24;
const ROW = 92;
const LABELS = 44;
const COLORS = { bar: "#1565c0", middle: "#c62828", point: "#333", grid: "#ddd", text: "#222", moment: "#2e7d32" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

/** The smallest time step that divides a range into at most `most` parts, in ms; whole days for long ranges. */
export const chooseTimeStep = (rangeMs: number, max: number): number =>
  TIME_STEPS.find((step) => rangeMs / step <= max) ?? DAY * Math.ceil(rangeMs / DAY / max);

/** Draws bars and points over time as SVG, which needs no program and no network: for a page that stands alone. */
export function drawOverTime({ alt, from, to, rows, moment }: TimeChart): string {
  const range = Math.max(to - from, 1000);
  const toX = (at: number): number => roundTenth(LEFT + ((at - from) / range) * (WIDTH - LEFT - RIGHT));
  const bottom = rows.length * (TITLE + ROW);
  const height = bottom + LABELS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 ${WIDTH} ${height}" style="max-width:${WIDTH}px" ` +
      `font-family="sans-serif" font-size="${FONT_SIZE}" role="img"><title>${escapeHtml(alt)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...rows.map((row, index) => drawRow(row, index * (TITLE + ROW), toX)),
    ...(moment ? [drawMoment(moment, toX(moment.at), bottom)] : []),
    drawTimes({ from, to: from + range, bottom, toX }),
    "</svg>",
  ].join("");
}

function drawRow({ title, bars = [], points = [] }: TimeRow, top: number, x: (at: number) => number): string {
  const highest = Math.max(0, ...bars.map(({ high }) => high), ...points.map(({ value }) => value));
  const step = chooseValueStep(highest);
  const end = Math.max(step, Math.ceil(highest / step) * step);
  const toY = (value: number): number => roundTenth(top + TITLE + ROW * (1 - value / end));
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, n) => n * step);
  return [
    drawText({ x: LEFT, y: top + 16, anchor: "start", weight: "bold" }, title),
    ...ticks.map(
      (value) =>
        `<path d="M${LEFT} ${toY(value)}H${WIDTH - RIGHT}" stroke="${COLORS.grid}"/>` +
        drawText({ x: LEFT - 6, y: toY(value) + 4, anchor: "end" }, String(value)),
    ),
    ...bars.map(({ from, to, low, high, middle }) => {
      // A range of one value, or of one moment, can be seen, too.
      const [left, wide] = [x(from), Math.max(x(to) - x(from), 2)];
      const bar = `<rect x="${left}" y="${toY(high)}" width="${wide}" height="${Math.max(toY(low) - toY(high), 1)}" fill="${COLORS.bar}" fill-opacity="0.35" stroke="${COLORS.bar}"/>`;
      const line =
        middle === undefined
          ? ""
          : `<path d="M${left} ${toY(middle)}h${wide}" stroke="${COLORS.middle}" stroke-width="2"/>`;
      return bar + line;
    }),
    ...points.map(({ at, value }) => `<circle cx="${x(at)}" cy="${toY(value)}" r="2" fill="${COLORS.point}"/>`),
  ].join("");
}

function drawMoment({ label }: { label: string }, x: number, bottom: number): string {
  // Beyond the middle, the words stand before the line.
  const isLate = x > WIDTH / 2;
  return (
    `<path d="M${x} ${TITLE}V${bottom}" stroke="${COLORS.moment}" stroke-width="2" stroke-dasharray="5 3"/>` +
    drawText({ x: x + (isLate ? -6 : 6), y: TITLE + 12, anchor: isLate ? "end" : "start", fill: COLORS.moment }, label)
  );
}

interface TimeAxis {
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
  toX(at: number): number;
}

function drawTimes({ from, to, bottom, toX }: TimeAxis): string {
  const step = chooseTimeStep(to - from, 8);
  const first = Math.ceil(from / step) * step;
  const times = Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, n) => first + n * step);
  // A step of whole days is labeled by the date, a step below a minute by seconds, too.
  const part = step >= DAY ? ([5, 10] as const) : step < MINUTE ? ([11, 19] as const) : ([11, 16] as const);
  const [begins, ends] = [from, to].map((at) => new Date(at).toISOString().slice(0, 10));
  return [
    ...times.map(
      (at) =>
        `<path d="M${toX(at)} ${bottom}v5" stroke="${COLORS.text}"/>` +
        drawText({ x: toX(at), y: bottom + 18, anchor: "middle" }, new Date(at).toISOString().slice(...part)),
    ),
    drawText(
      { x: (LEFT + WIDTH - RIGHT) / 2, y: bottom + 36, anchor: "middle" },
      `time (UTC), ${begins}${begins === ends ? "" : ` to ${ends}`}`,
    ),
  ].join("");
}

/** A whole step of 1, 2 or 5 times a power of ten that divides an axis into at most five parts. */
function chooseValueStep(highest: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(highest, 1) / 5)));
  return power * ([1, 2, 5].find((factor) => highest / (power * factor) <= 5) ?? 10);
}

interface TextPosition {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly weight?: "bold";
  readonly fill?: string;
}

const drawText = ({ x, y, anchor, weight, fill = COLORS.text }: TextPosition, words: string): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}"${weight === undefined ? "" : ` font-weight="${weight}"`} fill="${fill}" stroke="#fff" stroke-width="3" paint-order="stroke">${escapeHtml(words)}</text>`;

/** To a tenth of a pixel. */
const roundTenth = (pixels: number): number => Math.round(pixels * 10) / 10;
