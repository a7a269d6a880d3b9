import type { FeedMessage } from "../../server/console/feed-message";
import { to } from "../route";
import { arrowText, nodeText } from "./figures";
import { COLUMNS, type FlowNode, type Pipeline } from "./pipeline";

const [WIDTH, GAP_X, HEIGHT, GAP_Y, HEAD] = [210, 110, 56, 22, 34];

/** Where the pages of things are. */
function linkOf({ kind, name }: FlowNode): string {
  if (kind === "producers") return to("journal");
  const [database = "", ...table] = name.split(".");
  return kind === "glue" ? to("glue", database, table.join(".")) : to(kind, name);
}

/** The pipeline as a picture: things in columns, arrows with what flows along them. The table below says the same in words. */
export function FlowDiagram({ pipeline, message }: { pipeline: Pipeline; message: FeedMessage }) {
  const places = new Map<string, { x: number; y: number }>();
  const heights = COLUMNS.map((_name, column) => {
    const inColumn = pipeline.nodes.filter((node) => node.column === column);
    inColumn.forEach(({ id }, n) => places.set(id, { x: column * (WIDTH + GAP_X), y: HEAD + n * (HEIGHT + GAP_Y) }));
    return inColumn.length;
  });
  const height = HEAD + Math.max(...heights) * (HEIGHT + GAP_Y);
  const width = COLUMNS.length * WIDTH + (COLUMNS.length - 1) * GAP_X;
  return (
    <div class="scrolls" role="region" aria-label="Flow of data" tabIndex={0}>
      <div class="flow" style={{ width: `${width}px`, height: `${height}px` }}>
        <svg width={width} height={height} aria-hidden="true" focusable="false">
          {pipeline.arrows.map((arrow) => {
            const [from, end] = [places.get(arrow.from), places.get(arrow.to)];
            return from === undefined || end === undefined ? null : (
              <Arrow key={`${arrow.from} ${arrow.to}`} from={from} to={end} {...arrowText(arrow, message)} />
            );
          })}
        </svg>
        {COLUMNS.map((title, column) => (
          <h2 key={title} style={{ left: `${column * (WIDTH + GAP_X)}px`, width: `${WIDTH}px` }}>
            {title}
          </h2>
        ))}
        {pipeline.nodes.map((node) => {
          const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
          return (
            <a
              key={node.id}
              class={`node ${node.kind}`}
              href={linkOf(node)}
              title={node.name}
              style={{ left: `${x}px`, top: `${y}px`, width: `${WIDTH}px`, height: `${HEIGHT}px` }}
            >
              <b>{node.name}</b>
              <small>{nodeText(node, message)}</small>
            </a>
          );
        })}
      </div>
    </div>
  );
}

interface ArrowProps {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly text: string;
  readonly isMoving: boolean;
}

function Arrow({ from, to: end, text, isMoving }: ArrowProps) {
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, end.x, end.y + HEIGHT / 2];
  const middle = (x1 + x2) / 2;
  return (
    <g class={isMoving ? "arrow moving" : "arrow"}>
      <path d={`M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2 - 6} ${y2}`} />
      <path class="tip" d={`M${x2 - 7} ${y2 - 4} L${x2} ${y2} L${x2 - 7} ${y2 + 4} Z`} />
      <text x={x2 - 10} y={y2 - 7} text-anchor="end">
        {text}
      </text>
    </g>
  );
}
