import { drawPipeline } from "./draw-pipeline";
import type { Arrow, Box } from "./flow-picture";
import { escapeHtml } from "./html";
import type { MimeBundle } from "./kernel-display";

/** The most lines of an alt text, which a screen reader reads without a pause. It has no bars of `#`. */
const MAX_LINES = 20;

/**
 * A Vega-Lite plot as a MIME bundle.
 *
 * @param lines the plot in words, which is also its alt text
 */
export function createPlotBundle(spec: object, lines: readonly string[]): MimeBundle {
  return {
    "application/vnd.vegalite.v5+json": {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: createAltText(lines),
      ...spec,
    },
    "text/plain": lines.join("\n"),
  };
}

/** A pipeline's parts, and the same in words. */
interface Drawing {
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly lines: readonly string[];
}

/** A drawing as a MIME bundle: an image in HTML, since JupyterLab shows `image/svg+xml` without an alt text. */
export function createDrawingBundle({ title, boxes, arrows, lines }: Drawing): MimeBundle {
  const source = Buffer.from(drawPipeline(boxes, arrows, title)).toString("base64");
  return {
    "text/html": `<img src="data:image/svg+xml;base64,${source}" alt="${escapeHtml(createAltText([title, ...lines]))}">`,
    "text/plain": lines.join("\n"),
  };
}

/** A part of a pipeline in words. */
export const formatBox = ({ kind, name, holds, exists }: Box): string =>
  `${kind} ${name}: ${exists ? (holds ?? "there") : "not there yet"}`;

function createAltText(lines: readonly string[]): string {
  const more = lines.length - MAX_LINES;
  const shown = lines.slice(0, MAX_LINES).map((line) => line.trim().replaceAll(/ {2,}(#+ )?/g, ", "));
  return [...shown, ...(more > 0 ? [`and ${more} more lines`] : [])].join("; ");
}
