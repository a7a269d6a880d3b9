import type { Core } from "../../core/core";
import type { HttpReply } from "../../core/http";
import type { Service, View } from "../../core/service";
import { escapeXml } from "../../protocols/xml-text";

const STYLE = `
  body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem 1.5rem; color: #1b2733; background: #fff; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; } p { margin: .3rem 0; color: #51606f; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid #dde4ea; overflow-wrap: break-word; vertical-align: top; }
  th { white-space: nowrap; } div { overflow-x: auto; }
  th { font-weight: 600; color: #51606f; }
  @media (prefers-color-scheme: dark) { body { color: #e5ebf0; background: #161c22; } th, p { color: #9fb0bf; } th, td { border-color: #2c3741; } }`;

/**
 * The services' real state at this moment, as one page without scripts or external files: for browsers without scripts,
 * and for resources without a page of their own in the console. Every name in it is escaped, and the policy forbids
 * scripts.
 */
export function renderPlainTables<L extends Core>(state: L, services: readonly Service<L>[]): HttpReply {
  const views = services.flatMap((service) => service.createViews?.(state) ?? []);
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><meta name="viewport" content="width=device-width">
<title>Lab cloud: all tables</title><style>${STYLE}</style></head>
<body><h1>Lab cloud</h1>
<p>Account ${escapeXml(state.account)}, region ${escapeXml(state.region)}. Cloud time ${formatCell(new Date(state.now()).toISOString())}. This page renews itself every 5 seconds.</p>
${views.map(renderSection).join("\n")}
</body></html>
`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

function renderSection({ title, columns, rows }: View): string {
  const heading = `<h2>${escapeXml(title)}</h2>`;
  if (rows.length === 0) return `${heading}<p>None yet.</p>`;
  const renderCells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeXml(formatCell(cell))}</${tag}>`).join("")}</tr>`;
  return `${heading}<div><table><thead>${renderCells("th", columns)}</thead><tbody>${rows.map((row) => renderCells("td", row)).join("")}</tbody></table></div>`;
}

/** A cell's text, with ISO times in a shorter form. */
const formatCell = (cell: string): string => cell.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/, "$1 $2 UTC");
