import type { GradeResults, SubmissionResult } from "../results";
import { classTables } from "./class-tables";
import { finalMark } from "./final-mark";
import { html, page } from "./html";
import type { Html } from "./html";
import { folderOf } from "./report";
import type { ReportFile } from "./report";
import { STATUS_WORDS } from "./words";

/** `report.html`: the class at a glance, each submission linked to its feedback. */
export function reportHtml(results: GradeResults): ReportFile[] {
  const { lab, seed, grader, submissions, similar = [] } = results;
  const alike =
    similar.length === 0
      ? html``
      : html`<section aria-labelledby="similar">
          <h2 id="similar">Similar submissions</h2>
          <p>A pointer where to look, not a verdict: learners may have worked together as they were allowed to.</p>
          <ul>
            ${similar.map(
              ({ a, b, share }) =>
                html`<li>${link(a)} and ${link(b)} share ${Math.round(share * 100)} % of what few others wrote.</li> `,
            )}
          </ul>
        </section> `;
  const body = html`<p>${submissions.length} submissions, graded with seed ${seed} by ${grader}.</p>
    ${overview(submissions)} ${classTables(submissions)} ${alike}`;
  return [{ path: "report.html", text: page(`Grades of ${lab}`, body) }];
}

function overview(submissions: readonly SubmissionResult[]): Html {
  const rows = submissions.map(
    (submission) =>
      html`<tr>
        <th scope="row">${submission.status === "missing" ? submission.id : link(submission.id)}</th>
        <td>${STATUS_WORDS[submission.status]}</td>
        <td class="number">${finalMark(submission) === "" ? "none" : `${submission.score} of ${submission.max}`}</td>
        <td class="number">${submission.seconds}</td>
        <td>${[...remarks(submission), ...submission.notes].join(" ")}</td>
      </tr> `,
  );
  return html`<table>
    <caption>
      Submissions
    </caption>
    <thead>
      <tr>
        <th scope="col">Submission</th>
        <th scope="col">Status</th>
        <th scope="col" class="number">Points</th>
        <th scope="col" class="number">Seconds</th>
        <th scope="col">Notes</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function remarks({ student, late, graded, score }: SubmissionResult): string[] {
  return [
    ...(student?.name === undefined ? [] : [`${student.name}.`]),
    ...(late ? [`Late by ${late.days} ${late.days === 1 ? "day" : "days"}: ${late.percent} % taken off.`] : []),
    ...(graded === undefined || graded === score ? [] : [`The grader's own mark is ${graded}.`]),
  ];
}

function link(id: string): Html {
  return html`<a href="${folderOf(id).split("/").map(encodeURIComponent).join("/")}/feedback.html">${id}</a>`;
}
