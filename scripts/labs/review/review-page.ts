import { escapeHtml } from "../../../src/display/html";
import { QUESTIONS_FOR_A_PERSON, reviewInShort, type ReviewedItem } from "./review-project";

export const VERDICT_WORDS = { holds: "holds", fails: "missing", person: "a person judges" } as const;

/** The review as rows of a table, with advice where an item does not hold. */
const createReviewRows = (items: readonly ReviewedItem[]) =>
  items.map(({ point, says, verdict, found, look }) => ({
    point,
    says,
    verdict: VERDICT_WORDS[verdict],
    found,
    next: verdict === "holds" ? "" : look,
  }));

/**
 * The review as HTML: the items decided from the code, and a form for a person's judgments, to be filled in and
 * printed.
 */
export function reviewPage(project: string, items: readonly ReviewedItem[]): string {
  const rows = createReviewRows(items).map(
    (row) =>
      `<tr>${Object.values(row)
        .map((text) => `<td>${escapeHtml(text)}</td>`)
        .join("")}</tr>`,
  );
  const open = items.filter(({ verdict }) => verdict === "person").map(({ point, says }) => `${point}: ${says}`);
  const questions = [...open, ...QUESTIONS_FOR_A_PERSON].map(formatQuestion);
  const title = `Code review of ${escapeHtml(project)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font-family:sans-serif;max-width:70em;margin:2em auto}td,th{border:1px solid #999;padding:.3em .6em;text-align:left;overflow-wrap:anywhere}table{border-collapse:collapse}fieldset{margin:1em 0}textarea,input[type=text]{width:100%;box-sizing:border-box}</style></head>
<body><h1>${title}</h1><p>${escapeHtml(reviewInShort(items))}.</p>
<h2>What the code shows</h2>
<table><thead><tr><th>point</th><th>item</th><th>verdict</th><th>found</th><th>next step</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>
<h2>What a person judges</h2>
<form>${questions.join("\n")}
<p><label>Reviewed by <input type="text" name="by"></label></p></form></body></html>
`;
}

const formatQuestion = (says: string, n: number): string =>
  `<fieldset><legend>${escapeHtml(says)}</legend>
<label><input type="radio" name="q${n}" value="yes"> yes</label> <label><input type="radio" name="q${n}" value="no"> no</label>
<label>Why <textarea name="why${n}" rows="2"></textarea></label></fieldset>`;
