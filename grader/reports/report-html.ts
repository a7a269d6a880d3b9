import type { GradeResults, SubmissionResult } from "../results";
import { html, page } from "./html";
import type { Html } from "./html";
import { folderOf } from "./report";
import type { ReportFile } from "./report";
import { EXERCISE_WORDS, STATUS_WORDS } from "./words";

/** `report.html`: the class at a glance, each submission linked to its feedback. */
export function reportHtml(results: GradeResults): ReportFile[] {
  const { lab, seed, grader, submissions } = results;
  const body = html`<p>${submissions.length} submissions, graded with seed ${seed} by ${grader}.</p>
${overview(submissions)}
${exercises(submissions)}`;
  return [{ path: "report.html", text: page(`Grades of ${lab}`, body) }];
}

function overview(submissions: readonly SubmissionResult[]): Html {
  const rows = submissions.map(({ id, status, score, max, seconds, notes }) => html`<tr>
<th scope="row"><a href="${encodeURI(`${folderOf(id)}/feedback.html`)}">${id}</a></th>
<td>${STATUS_WORDS[status]}</td>
<td class="number">${status === "grader-fault" ? "none" : `${score} of ${max}`}</td>
<td class="number">${seconds}</td>
<td>${notes.join(" ")}</td>
</tr>
`);
  return html`<table>
<caption>Submissions</caption>
<thead><tr><th scope="col">Submission</th><th scope="col">Status</th><th scope="col" class="number">Points</th><th scope="col" class="number">Seconds</th><th scope="col">Notes</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

function exercises(submissions: readonly SubmissionResult[]): Html {
  const all = submissions.flatMap((submission) => submission.exercises);
  const ids = [...new Set(all.map(({ id }) => id))];
  const statuses = ["right", "partial", "wrong", "open"] as const;
  const rows = ids.map((id) => {
    const of = all.filter((exercise) => exercise.id === id);
    const counts = statuses.map((status) => html`<td class="number">${of.filter((exercise) => exercise.status === status).length}</td>`);
    return html`<tr><th scope="row">${of[0]?.title ?? id}</th>${counts}</tr>
`;
  });
  return html`<table>
<caption>Exercises: how many submissions have them</caption>
<thead><tr><th scope="col">Exercise</th>${statuses.map((status) => html`<th scope="col" class="number">${EXERCISE_WORDS[status]}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}
