import { breakName, measureText } from "./fit-text";

/**
 * The layout of the picture of a pipeline: the positions of boxes, arrows, and the words on them. The notebooks make
 * markup from it, the lab cloud's console makes elements that move; since both import this file, it imports nothing but
 * the measure of text.
 */

/** A part of a pipeline. */
export interface Box {
  readonly id: string;
  readonly kind: keyof typeof COLORS;
  readonly name: string;
  /** From 0, left to right. */
  readonly column: number;
  /** From 0, top to bottom; halves are allowed. */
  readonly row: number;
  /** The box's content, such as `12 records`. */
  readonly holds?: string | undefined;
  /** False: the box is drawn dashed. */
  readonly exists: boolean;
  /** The resource's state while AWS changes it, such as `CREATING`. */
  readonly status?: string | undefined;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The arrow's label: its traffic, in one or two short lines. */
  readonly labels: readonly string[];
  /** False: the two boxes are not connected yet, and the arrow is drawn dashed. */
  readonly exists?: boolean;
  /**
   * The points through which the arrow passes in the columns between the two boxes, in a row without a box, so that it
   * does not seem to lead to a box in between.
   */
  readonly via?: readonly Pick<Box, "column" | "row">[];
}

/** The size of a box in pixels. */
export const BOX = { width: 184, height: 94 } as const;
export const FONT_SIZE = 11;
const GAP_X = 78;
/** A name has at most this many lines; a box has two more, for its kind and for its content. */
const NAME_LINES = 3;
const LINE_HEIGHT = 15;
const PADDING_X = 6;
const GAP_Y = 34;
const MARGIN = 16;
/**
 * The distance from the middle, in pixels, of two arrows that lead between the same two boxes in opposite directions.
 */
const BESIDE = 9;
/** The colors of a light page; a dark page has its own. */
export const COLORS = {
  "data stream": "#ede7f6",
  Firehose: "#fff3e0",
  "S3 bucket": "#e8f5e9",
  script: "#e3f2fd",
  stack: "#e3f2fd",
  "Lambda function": "#e3f2fd",
  "SQS queue": "#fce4ec",
  application: "#e0f2f1",
  table: "#f1f8e9",
} as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of text; `x` and `y` are the middle of its baseline. */
export interface PlacedText extends Point {
  readonly text: string;
  readonly weight: "bold" | "normal";
  /** The width in pixels that a text is compressed to if it is too wide; undefined if it fits. */
  readonly pressedTo?: number | undefined;
}

export interface PlacedBox extends Point {
  readonly box: Box;
  /** The box's kind, the lines of its name, its content. */
  readonly texts: readonly PlacedText[];
}

export interface PlacedArrow {
  readonly arrow: Arrow;
  readonly from: Point;
  readonly to: Point;
  /** From end to end, with the corners in between. */
  readonly points: readonly Point[];
  readonly texts: readonly PlacedText[];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}

/**
 * Lays out a pipeline. Long names are broken into lines that fit their boxes.
 *
 * @throws RangeError for an arrow from or to a box that does not exist
 */
export function layOutPicture(boxes: readonly Box[], arrows: readonly Arrow[]): Picture {
  const locations = new Map(boxes.map((box) => [box.id, getPosition(box)]));
  return {
    width: 2 * MARGIN + (Math.max(...boxes.map(({ column }) => column)) + 1) * (BOX.width + GAP_X) - GAP_X,
    height: 2 * MARGIN + (Math.max(...boxes.map(({ row }) => row)) + 1) * (BOX.height + GAP_Y) - GAP_Y,
    arrows: arrows.map((arrow) =>
      placeArrow(
        arrow,
        locations,
        arrows.some(({ from, to }) => from === arrow.to && to === arrow.from),
      ),
    ),
    boxes: boxes.map(placeBox),
  };
}

function getPosition({ column, row }: Pick<Box, "column" | "row">): Point {
  return { x: MARGIN + column * (BOX.width + GAP_X), y: MARGIN + row * (BOX.height + GAP_Y) };
}

function placeBox(box: Box): PlacedBox {
  const { x, y } = getPosition(box);
  const max = BOX.width - 2 * PADDING_X;
  const state = box.exists ? box.status : "not there yet";
  const name = breakName(box.name, { width: max, fontSize: FONT_SIZE, lines: NAME_LINES });
  const lines = [
    { text: state === undefined ? box.kind : `${box.kind} (${state})`, weight: "normal" as const },
    ...name.map((text) => ({ text, weight: "bold" as const })),
    { text: box.holds ?? "", weight: "normal" as const },
  ];
  const texts = lines.map(({ text, weight }, at) => ({
    x: x + BOX.width / 2,
    y: y + 17 + at * LINE_HEIGHT,
    text,
    weight,
    pressedTo: measureText(text, FONT_SIZE, weight) > max ? max : undefined,
  }));
  return { box, x, y, texts };
}

/**
 * @param isPair whether another arrow leads back: then the arrow to the right runs above the other, and each has its
 * words on its own side
 */
function placeArrow(arrow: Arrow, locations: ReadonlyMap<string, Point>, isPair: boolean): PlacedArrow {
  const start = locations.get(arrow.from);
  const end = locations.get(arrow.to);
  if (!start || !end) throw new RangeError(`No box for the arrow from ${arrow.from} to ${arrow.to}.`);
  const isBelow = isPair && end.x < start.x;
  const aside = isBelow ? BESIDE : isPair ? -BESIDE : 0;
  const [from, to] = findEnds({ x: start.x, y: start.y + aside }, { x: end.x, y: end.y + aside });
  const corners = (arrow.via ?? []).map(getPosition).flatMap(({ x, y }) => [
    { x, y: y + BOX.height / 2 },
    { x: x + BOX.width, y: y + BOX.height / 2 },
  ]);
  const points = [from, ...corners, to];
  const last = corners.at(-1) ?? from;
  const middle = { x: (last.x + to.x) / 2, y: (last.y + to.y) / 2 };
  // The first line stands above the arrow, the second below it; beside a vertical arrow, both are at its middle.
  const texts = arrow.labels.map((text, at) => ({
    x: middle.x,
    y: middle.y + (isBelow ? LINE_HEIGHT * (at + 1) : at === 0 ? (from.x === to.x ? 4 : -6) : LINE_HEIGHT),
    text,
    weight: "normal" as const,
  }));
  return { arrow, from, to, points, texts };
}

/** The ends of an arrow: on the left and right sides of the boxes; on their bottom and top within one column. */
function findEnds(start: Point, end: Point): readonly [from: Point, to: Point] {
  if (start.x === end.x)
    return [
      { x: start.x + BOX.width / 2, y: start.y + BOX.height },
      { x: end.x + BOX.width / 2, y: end.y },
    ];
  const toLeft = end.x < start.x;
  return [
    { x: start.x + (toLeft ? 0 : BOX.width), y: start.y + BOX.height / 2 },
    { x: end.x + (toLeft ? BOX.width : 0), y: end.y + BOX.height / 2 },
  ];
}
