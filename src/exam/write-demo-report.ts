import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../display/html";
import { showTable, createTableBundle } from "../display/show-table";
import { drawDelivery } from "../display/show-windowed-delivery";
import { findProjectRoot } from "../running/project-root";
import { createFigures, type Figure } from "./demo-figures";
import { COLUMNS, createDemoPoints, formatTime, getValue, type DemoPoint } from "./demo-points";
import { readDemoState, type Demo, type DemoState } from "./demo-state";
import { getProofFolder } from "./holdings";

/**
 * Proves the ten points of the demonstration from the cloud's state, shows them, and writes a report with pictures: one
 * HTML file beside the notebook, to be handed in. It needs no other file, no program and no network.
 */
export async function writeDemoReport(demo: Demo): Promise<void> {
  const state = await readDemoState(demo, getProofFolder());
  const points = createDemoPoints(demo, state);
  showTable(points.map(({ point, says, holds, proof }) => ({ point, says, holds: holds ? "yes" : "NO", proof })));
  const file = `notebooks/demo-report-${demo.student}.html`;
  writeFileSync(join(findProjectRoot(), file), renderDemoPage(demo, state, await drawDelivery(demo.delivery)));
  console.log(
    `${points.filter(({ holds }) => holds).length} of ${points.length} points are proven. The report: ${file}`,
  );
}

/** The report. @param overview the picture of the whole pipeline */
export function renderDemoPage(demo: Demo, state: DemoState, overview: string): string {
  const points = createDemoPoints(demo, state);
  const figures = createFigures(demo, state);
  const rows = points.map(
    ({ point, says, holds }) =>
      `<tr><td><a href="#point-${point}">${point}</a></td><td>${escapeHtml(says)}</td><td>${formatVerdict(holds)}</td></tr>`,
  );
  const title = `Windowed delivery: the demonstration of ${escapeHtml(demo.student)}`;
  const proven = points.filter(({ holds }) => holds).length;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
<p>${proven} of ${points.length} points are proven. Made at ${formatTime(state.now)}, from the state of the cloud, account ${escapeHtml(state.account)}.</p>
<figure>${overview}<figcaption>The whole way, as it is now.</figcaption></figure>
<table><thead><tr><th>point</th><th>what is to be shown</th><th>proven</th></tr></thead><tbody>${rows.join("")}</tbody></table>
${points.map((point) => renderSection(point, figures, renderDetail(point, demo, state))).join("\n")}
</main></body></html>
`;
}

const formatVerdict = (holds: boolean): string => (holds ? "yes" : "<b>no</b>");

function renderSection({ point, says, holds, proof }: DemoPoint, figures: readonly Figure[], detail: string): string {
  const shown = figures
    .filter((figure) => figure.point === point)
    .map(({ svg, caption }) => `<figure>${svg}<figcaption>${escapeHtml(caption)}</figcaption></figure>`);
  return `<section id="point-${point}"><h2>${point}. ${escapeHtml(says)}: ${formatVerdict(holds)}</h2>
<p>${escapeHtml(proof)}</p>${shown.join("")}${detail}</section>`;
}

/** A point's content in addition to its pictures: settings, a query with its answer, the columns, the SQL. */
function renderDetail({ point }: DemoPoint, { query, optionB }: Demo, state: DemoState): string {
  const { answer, firehose, managed } = state;
  const rows = typeof answer === "string" ? [] : answer.rows;
  const renderTable = (of: readonly object[]) => String(createTableBundle(of, { limit: 20 })["text/html"]);
  if (point === 4 && managed !== undefined) return `<pre>${escapeHtml(managed.sql)}</pre>`;
  if (point === 5) return renderTable(Object.entries(firehose).map(([setting, value]) => ({ setting, value })));
  if (point === 8 && typeof answer !== "string")
    return `<pre>${escapeHtml(query.sql)}</pre><p>Query ${escapeHtml(answer.queryExecutionId)}: Athena read ${answer.bytesScanned} bytes.</p>${renderTable(rows)}`;
  if (point === 9)
    return renderTable(
      COLUMNS.map((column) => ({ column, "in the first row": getValue(rows[0] ?? {}, column) ?? "not there" })),
    );
  return point === 10 ? `<pre>${escapeHtml(optionB)}</pre>` : "";
}

/** No part of the page scrolls by itself, which a keyboard could not do: the cells of wide tables are broken into lines. */
const STYLE = `:root{color-scheme:light}body{font-family:sans-serif;line-height:1.4;color:#222;background:#fff;overflow-wrap:anywhere}main{max-width:60em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3em .6em;text-align:left;overflow-wrap:anywhere;white-space:normal!important}
pre{background:#f5f5f5;padding:.6em;white-space:pre-wrap;overflow-wrap:anywhere}section{break-inside:avoid}
@media(max-width:62em){section table{font-size:.8em}section :is(td,th){padding:.2em .35em}}
figure{margin:1em 0;break-inside:avoid}figcaption{font-size:.9em;color:#444;overflow-wrap:anywhere}`;
