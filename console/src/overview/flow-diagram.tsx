// The same picture as in the labs' notebooks: one module computes the layout, and imports no other module of the
// project.
import { BOX, COLORS, FONT_SIZE, layOutPicture, type Box, type PlacedText } from "../../../src/display/flow-picture";
import type { FeedMessage } from "../lab-api";
import { to } from "../route";
import { describeArrow, describeNode } from "./figures";
import type { FlowNode, Kind, Pipeline } from "./pipeline";

/**
 * The scale of the picture: its letters are at most as large as the page's small print, and never too small to read; a
 * larger picture scrolls.
 */
const [LARGEST, SMALLEST] = [1.18, 0.85];

export const KIND_NAMES: Readonly<Record<Kind, Box["kind"]>> = {
  producers: "script",
  kinesis: "data stream",
  sqs: "SQS queue",
  flink: "application",
  firehose: "Firehose",
  lambda: "Lambda function",
  s3: "S3 bucket",
  glue: "table",
};

/** The link to a resource's page. */
function getLink({ kind, name }: FlowNode): string {
  if (kind === "producers") return to("journal");
  const [database = "", ...table] = name.split(".");
  return kind === "glue" ? to("glue", database, table.join(".")) : to(kind, name);
}

/** The pipeline as a picture, with the rates along its arrows. The tables below have the same content in words. */
export function FlowDiagram({ pipeline, message }: { pipeline: Pipeline; message: FeedMessage }) {
  const nodes = new Map(pipeline.nodes.map((node) => [node.id, node]));
  const boxes = pipeline.nodes.map((node): Box => {
    const { id, kind, name, column, row } = node;
    return { id, kind: KIND_NAMES[kind], name, column, row, exists: true, ...describeNode(node, message) };
  });
  const arrows = pipeline.arrows.map((arrow) => {
    const { rate, lag, isMoving } = describeArrow(arrow, message);
    return { ...arrow, labels: [rate, lag], isMoving };
  });
  const { width, height, ...picture } = layOutPicture(boxes, arrows);
  return (
    <div class="scrolls" role="region" aria-label="Flow of data" tabIndex={0}>
      <svg
        class="flow"
        style={{ width: "100%", maxWidth: `${width * LARGEST}px`, minWidth: `${width * SMALLEST}px` }}
        viewBox={`0 0 ${width} ${height}`}
        font-size={FONT_SIZE}
        role="group"
        aria-label="Things that data flows through"
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {picture.arrows.map(({ arrow, points, texts }, n) => (
          <g
            key={`${arrow.from} ${arrow.to}`}
            class={arrows[n]?.isMoving === true ? "arrow moving" : "arrow"}
            aria-hidden="true"
          >
            <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} marker-end="url(#tip)" />
            <Texts texts={texts} />
          </g>
        ))}
        {picture.boxes.map(({ box, x, y, texts }) => {
          const node = nodes.get(box.id);
          return node === undefined ? null : (
            <a key={box.id} class={`node ${node.kind}`} href={getLink(node)}>
              <title>{box.name}</title>
              <rect x={x} y={y} width={BOX.width} height={BOX.height} rx={6} fill={COLORS[box.kind]} />
              <Texts texts={texts} />
            </a>
          );
        })}
      </svg>
    </div>
  );
}

const Texts = ({ texts }: { texts: readonly PlacedText[] }) => (
  <>
    {texts.map(({ x, y, text, weight, pressedTo }, n) =>
      text === "" ? null : (
        <text
          key={n}
          x={x}
          y={y}
          text-anchor="middle"
          font-weight={weight}
          {...(pressedTo === undefined ? {} : { textLength: pressedTo, lengthAdjust: "spacingAndGlyphs" })}
        >
          {text}
        </text>
      ),
    )}
  </>
);
