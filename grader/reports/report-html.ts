import { isNotFound, type Attempt, type GradeResults, type SubmissionResult } from "./results";
import { findAttention, type Attention } from "./attention";
import { renderClassTables } from "./class-tables";
import { getFinalMark } from "./final-mark";
import { html, renderPage, renderText, type Html } from "./html";
import { getFolder, type ReportFile } from "./report";
import { REPORT_SCRIPT } from "./report-script";
import { STATUS_WORDS } from "./words";

/**
 * `report.html`: matters that need the instructor's attention, each submission with a link to its feedback, and an
 * overview of the class. One file, which opens offline.
 */
export function renderReport(results: GradeResults): ReportFile[] {
  const { lab, seed, grader, submissions, similar = [] } = results;
  const alike =
    similar.length === 0
      ? html``
      : html`<section aria-labelledby="similar">
          <h2 id="similar">Similar submissions</h2>
          <p>A hint at where to look, not a verdict: learners may have been allowed to work together.</p>
          <ul>
            ${similar.map(
              ({ a, b, share }) =>
                html`<li>
                  ${createLink(a)} and ${createLink(b)} share ${Math.round(share * 100)} % of what few others wrote.
                </li> `,
            )}
          </ul>
        </section> `;
  const attention = findAttention(results);
  const count = `${submissions.length} ${submissions.length === 1 ? "submission" : "submissions"}`;
  const body = html`<p>${count}, graded${seed === undefined ? "" : ` with seed ${seed}`} by ${grader}.</p>
    ${lookFirst(attention)} ${renderOverview(submissions, attention)}
    <section aria-labelledby="class">
      <h2 id="class">The class</h2>
      ${renderClassTables(submissions)}
    </section>
    ${alike}`;
  return [{ path: "report.html", text: renderPage(`Grades of ${lab}`, body, { script: REPORT_SCRIPT }) }];
}

function lookFirst(attention: readonly Attention[]): Html {
  const lines = attention.map(
    ({ key, says, todo, ids }) => html`<li><a href="#all" data-show="${key}">${ids.length} ${says}</a>. ${todo}</li> `,
  );
  return html`<section aria-labelledby="look">
    <h2 id="look">Look first</h2>
    ${
      attention.length === 0
        ? html`<p>Nothing needs attention: everyone was graded, and the gradebook can match everyone.</p>`
        : html`<ul>
            ${lines}
          </ul>`
    }
  </section> `;
}

interface ReportRow {
  readonly submission: SubmissionResult;
  /** The submission's matters that need the instructor's attention, the most urgent first. */
  readonly wants: readonly Attention[];
  /** The same without what concerns the whole class, which "Look first" already says. */
  readonly listed: readonly Attention[];
  /** 0 is the most urgent. */
  readonly urgency: number;
}

function renderOverview(submissions: readonly SubmissionResult[], attention: readonly Attention[]): Html {
  const about = attention.map((kind) => new Set(kind.ids));
  const looked = submissions.map((submission): ReportRow => {
    const wants = attention.filter((_, index) => about[index]?.has(submission.id));
    const [first] = wants;
    const listed = submissions.length > 1 ? wants.filter(({ ids }) => ids.length < submissions.length) : wants;
    return { submission, wants, listed, urgency: first ? attention.indexOf(first) : attention.length };
  });
  looked.sort((a, b) => a.urgency - b.urgency);
  return html`<section id="all" aria-labelledby="every">
    <h2 id="every">Every submission</h2>
    <div id="controls" hidden>
      <p>
        <label>Find <input id="find" type="search" /></label>
        <label>
          Show
          <select id="show">
            <option value="">all submissions</option>
            ${attention.map(({ key, says, ids }) => html`<option value="${key}">${says} (${ids.length})</option>`)}
          </select>
        </label>
      </p>
      <p id="shown" role="status"></p>
    </div>
    <table id="submissions">
      <caption>
        Submissions, with those that need attention first
      </caption>
      <colgroup>
        <col />
        <col />
        <col />
        <col class="short" />
        <col class="look" />
        <col class="short" />
        <col class="notes" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Submission</th>
          <th scope="col">Name</th>
          <th scope="col">Status</th>
          <th scope="col" class="number">Points</th>
          <th scope="col" data-number>Look</th>
          <th scope="col" class="number">Seconds</th>
          <th scope="col">Notes</th>
        </tr>
      </thead>
      <tbody>
        ${looked.map(renderRow)}
      </tbody>
    </table>
  </section> `;
}

function renderRow({ submission, wants, listed, urgency }: ReportRow): Html {
  const { id, status, score, max, seconds, notes, instructorNotes = [], student } = submission;
  const mark = getFinalMark(submission);
  const remarks = [...formatRemarks(submission), ...instructorNotes, ...notes].map(
    (note) => html`<p>${renderText(note)}</p>`,
  );
  return html`<tr data-kinds="${wants.map(({ key }) => key).join(" ")}">
    <th scope="row">${status === "missing" ? id : createLink(id)}</th>
    <td data-label="Name">${student?.name ?? ""}</td>
    <td data-label="Status">${STATUS_WORDS[status]}</td>
    <td data-label="Points" class="number" data-value="${mark === "" ? -1 : score}">
      ${mark === "" ? "none" : `${score} of ${max}`}
    </td>
    <td data-label="Look" data-value="${urgency}">${listed.map(({ says }) => says).join("; ")}</td>
    <td data-label="Seconds" class="number" data-value="${seconds}">${seconds}</td>
    <td data-label="Notes">${remarks}</td>
  </tr> `;
}

function formatRemarks({ late, graded, score, exercises, attempts = [] }: SubmissionResult): string[] {
  const notFound = exercises.filter(isNotFound).map(({ title }) => title);
  return [
    ...(notFound.length > 0 ? [`Not found: ${notFound.join(", ")}.`] : []),
    ...(attempts.length > 0 ? [`Handed in ${attempts.length} times: ${attempts.map(attemptText).join(", ")}.`] : []),
    ...(late ? [`Late by ${late.days} ${late.days === 1 ? "day" : "days"}: ${late.percent} % taken off.`] : []),
    ...(graded === undefined || graded === score ? [] : [`The grader's own mark is ${graded}.`]),
  ];
}

/** `3 of 5 (counts)` */
export function attemptText({ score, max, counts }: Attempt): string {
  return `${score} of ${max}${counts ? " (counts)" : ""}`;
}

function createLink(id: string): Html {
  return html`<a href="${getFolder(id).split("/").map(encodeURIComponent).join("/")}/feedback.html">${id}</a>`;
}
