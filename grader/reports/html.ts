import { createHash } from "node:crypto";

/** Text that is already HTML. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly (Html | string)[];

/** A template that escapes every value, except HTML that this template has made. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, index) => text + renderPart(parts[index] ?? "")).join("") };
}

/** Code in Markdown: between as many backticks before as after it, and with a space at both ends if it has backticks itself. */
const CODE = /(?<!`)(?:`([^`]+)`|(``+) ([^]+?) \2)(?!`)/;

/** A text with its parts in backticks as code. Everything in it stays text: none of it becomes HTML. */
export function renderText(text: string): Html {
  const found = CODE.exec(text);
  if (found === null) return html`${text}`;
  const [whole, plain = "", , code = plain] = found;
  return html`${text.slice(0, found.index)}<code>${code}</code>${renderText(text.slice(found.index + whole.length))}`;
}

function renderPart(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  if ("html" in part) return part.html;
  return part.map((item) => renderPart(item)).join("");
}

function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const STYLE = `
:root { color-scheme: light dark; }
html { background: Canvas; color: CanvasText; scroll-padding-top: 4rem; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
body:has(#submissions) { max-width: 100rem; }
table { border-collapse: collapse; width: 100%; max-width: 60rem; }
caption { text-align: left; font-weight: 600; padding: 1rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid #8886; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
h1, h2, p, li, td, th, summary, caption { overflow-wrap: anywhere; }
th.number, td.number { overflow-wrap: normal; }
.words { overflow-wrap: normal; }
code { font: .9em/1.4 ui-monospace, monospace; background: #8882; border-radius: .2em; padding: .1em .25em; overflow-wrap: anywhere; }
.hint { margin: .2rem 0 .6rem; padding-left: .8rem; border-left: 3px solid #b60; }
.mark { display: inline-block; min-width: 1.4em; font-weight: 700; }
li { margin: .3rem 0; }
/* The mark takes the place of the bullet, and lines below the first begin under its text. */
li:has(> .mark) { list-style: none; margin-left: -1rem; padding-left: 1.65em; text-indent: -1.65em; }
li:has(> .mark) > * { text-indent: 0; }
#submissions { table-layout: fixed; max-width: none; }
#submissions td p { margin: 0; }
/* Long points, such as "38.75 of 46.5", break between words rather than overlap the next column. */
#submissions td.number { white-space: normal; }
#submissions col { width: 10.5%; }
#submissions col.short { width: 8%; }
#submissions col.look { width: 16%; }
#submissions col.notes { width: auto; }
#submissions thead th { position: sticky; top: 0; background: Canvas; }
#submissions th button { font: inherit; font-weight: 700; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
#submissions th button::after { content: " ↕"; opacity: .7; }
#submissions th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
#submissions th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
:focus-visible { outline: 3px solid #b60; outline-offset: 2px; }
#controls p { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
#controls label { max-width: 100%; }
#controls input, #controls select { font: inherit; max-width: 100%; }
@media (max-width: 40rem) {
  body { margin: 1rem auto; }
  h1 { font-size: 1.6rem; line-height: 1.3; }
  h2 { font-size: 1.25rem; line-height: 1.3; }
  th, td { padding: .3rem .35rem; }
  table { font-size: .9rem; }
}
/* Seven columns need room: in a narrow window each submission is a block, with its notes over the whole width. */
@media screen and (max-width: 64rem) {
  #submissions { font-size: inherit; }
  #submissions :is(caption, thead, tbody, tr, th, td) { display: block; text-align: left; }
  #submissions :is(colgroup, td:empty, [hidden]) { display: none; }
  #submissions thead tr { display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
  #submissions thead th { position: static; padding: .2rem 0; border: 0; }
  #submissions tbody tr { padding: .6rem 0; border-bottom: 1px solid #8886; }
  #submissions tbody :is(th, td) { padding: 0; border: 0; white-space: normal; }
  #submissions td p:first-child { display: inline; }
  #submissions td::before { content: attr(data-label) ": "; opacity: .8; }
}
@page { margin: 12mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 9pt; max-width: none; margin: 0; padding: 0; }
  table { max-width: none; }
  th, td { padding: .25rem .4rem; }
  thead { display: table-header-group; }
  tr, li, caption { break-inside: avoid; }
  h2, caption { break-after: avoid; }
  #submissions col { width: 12.5%; }
  #submissions col:first-child { width: 14%; }
  #submissions col.short { width: 11%; }
  #submissions col.look { width: 13%; }
  #submissions col.notes { width: auto; }
  #submissions thead th { position: static; }
  #submissions th button::after { content: none; }
  #controls { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;

/** Parts of a page other than its title and body. */
interface PageParts {
  /** The only script of the page; none, if not given. */
  readonly script?: string;
  /** The language of the page's texts; English, if not given. */
  readonly language?: string | undefined;
}

/**
 * A whole page that loads nothing from elsewhere and runs only the given script, whose hash is in the page's content
 * security policy.
 */
export function renderPage(title: string, body: Html, { script, language = "en" }: PageParts = {}): string {
  const hash = script === undefined ? "" : createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'${script === undefined ? "" : `; script-src 'sha256-${hash}'`}`;
  const whole = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        <style>
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        ${script === undefined ? "" : { html: `<script>${script}</script>` }}
      </body>
    </html> `;
  return whole.html;
}
