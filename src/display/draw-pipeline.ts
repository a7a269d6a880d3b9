import {
  type Arrow,
  type Box,
  type PlacedArrow,
  type PlacedBox,
  type PlacedText,
  BOX,
  COLORS,
  FONT_SIZE,
  layOutPicture,
} from "./flow-picture";
import { escapeHtml } from "./html";

/**
 * Draws a pipeline as SVG, as wide as the page, but not wider than the picture needs.
 *
 * @throws RangeError for an arrow without a box
 */
export function drawPipeline(boxes: readonly Box[], arrows: readonly Arrow[], title: string): string {
  const picture = layOutPicture(boxes, arrows);
  const { width, height } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 ${width} ${height}" style="max-width:${width}px" ` +
      `font-family="sans-serif" font-size="${FONT_SIZE}" role="img"><title>${escapeHtml(title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...picture.arrows.map(drawArrow),
    ...picture.boxes.map(drawBox),
    "</svg>",
  ].join("");
}

function drawBox({ box, x, y, texts }: PlacedBox): string {
  const [dash, fill] = box.exists ? ["", COLORS[box.kind]] : [' stroke-dasharray="4 3"', "#fafafa"];
  return [
    // A browser shows the whole name when the mouse rests on the box.
    `<g><title>${escapeHtml(box.name)}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${fill}" stroke="#777"${dash}/>`,
    ...texts.map(drawText),
    "</g>",
  ].join("");
}

function drawArrow({ arrow: { exists = true }, from, to, texts }: PlacedArrow): string {
  return [
    `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="#555" stroke-width="1.5"${exists ? "" : ' stroke-dasharray="4 3"'} marker-end="url(#tip)"/>`,
    ...texts.map(drawText),
  ].join("");
}

function drawText({ x, y, text, weight, pressedTo }: PlacedText): string {
  const pressed = pressedTo === undefined ? "" : ` textLength="${pressedTo}" lengthAdjust="spacingAndGlyphs"`;
  return (
    text &&
    `<text x="${x}" y="${y}" text-anchor="middle" font-weight="${weight}" fill="#222" stroke="#fff" stroke-width="3" paint-order="stroke"${pressed}>${escapeHtml(text)}</text>`
  );
}
