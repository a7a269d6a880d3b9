import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../display/html";
import { showTable } from "../display/show-table";
import { pictureOfDelivery } from "../display/show-windowed-delivery";
import { projectRoot } from "../running/project-root";
import { demoPoints, type Demo, type DemoPoint } from "./demo-points";

/**
 * Proves the ten points of the demonstration from the cloud's state, shows them, and writes a report with the picture
 * of the pipeline: one HTML file beside the notebook, to be handed in.
 */
export async function writeDemoReport(demo: Demo): Promise<void> {
  const points = await demoPoints(demo);
  showTable(points.map(({ point, says, holds, proof }) => ({ point, says, holds: holds ? "yes" : "NO", proof })));
  const file = `notebooks/demo-report-${demo.student}.html`;
  writeFileSync(join(projectRoot(), file), pageOf(demo, points, await pictureOfDelivery(demo.delivery)));
  console.log(
    `${points.filter(({ holds }) => holds).length} of ${points.length} points are proven. The report: ${file}`,
  );
}

function pageOf({ student, optionB }: Demo, points: readonly DemoPoint[], picture: string): string {
  const rows = points.map(
    ({ point, says, holds, proof }) =>
      `<tr><td>${point}</td><td>${escapeHtml(says)}</td><td>${holds ? "yes" : "<b>no</b>"}</td><td>${escapeHtml(proof)}</td></tr>`,
  );
  const title = `Windowed delivery: the demonstration of ${escapeHtml(student)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font-family:sans-serif;max-width:60em;margin:2em auto}td,th{border:1px solid #999;padding:.3em .6em;text-align:left;overflow-wrap:anywhere}table{border-collapse:collapse}</style></head>
<body><h1>${title}</h1><p>Made on ${new Date().toISOString()}, from the state of the cloud.</p>
${picture}
<table><thead><tr><th>point</th><th>what is to be shown</th><th>holds</th><th>proof</th></tr></thead><tbody>${rows.join("")}</tbody></table>
<h2>Option B</h2><pre>${escapeHtml(optionB)}</pre></body></html>
`;
}
