import type { ClaimResult, ExerciseResult, GradeResults, SubmissionResult } from "./results";
import { getFinalMark } from "./final-mark";
import { html, renderPage, renderText, type Html } from "./html";
import { getFolder, type ReportFile } from "./report";
import { adviseNextSteps } from "./next-steps";
import { attemptText } from "./report-html";
import { formatAdvice, formatHeading, formatNotFound, formatOutcome, formatPoints, STATUS_WORDS } from "./words";

/** One page for each submission, for the learner: each exercise, each claim, and advice where a claim does not hold. */
export function renderFeedbackHtml({ lab, submissions }: GradeResults): ReportFile[] {
  return submissions
    .filter(({ status }) => status !== "missing")
    .map((submission) => ({
      path: `${getFolder(submission.id)}/feedback.html`,
      text: renderPage(
        `Feedback for ${submission.student?.name ?? submission.id} on ${lab}`,
        renderFeedback(submission, lab),
      ),
    }));
}

function renderFeedback(submission: SubmissionResult, lab: string): Html {
  const { status, score, max, exercises, notes, late, comments = [], attempts = [] } = submission;
  const lateness = late
    ? html` It came ${late.days} ${late.days === 1 ? "day" : "days"} late, for which ${late.percent} % are taken off.`
    : html``;
  const mark =
    getFinalMark(submission) === ""
      ? html`<p>
          There is no mark yet: our grader failed. It isn't your fault. Your instructor knows, and will look at your
          work.
        </p>`
      : html`<p><strong>${formatPoints({ score, max })}</strong> (${STATUS_WORDS[status]}).${lateness}</p>
          ${attempts.length > 0 ? html`<p>You handed in ${attempts.length} times: ${attempts.map(attemptText).join(", ")}.</p>` : ""}
          ${comments.map((comment) => html`<p>${renderText(comment)}</p> `)}`;
  const steps = adviseNextSteps(submission, lab);
  const todo =
    steps.length === 0
      ? html``
      : html`<h2>What to do next</h2>
          <ol>
            ${steps.map((step) => html`<li>${renderText(step)}</li> `)}
          </ol> `;
  // The message of a grader's fault is for the instructor alone: it may quote any text.
  const noted =
    notes.length === 0 || status === "grader-fault"
      ? html``
      : html`<h2>Notes</h2>
          <ul>
            ${notes.map((note) => html`<li>${renderText(note)}</li> `)}
          </ul> `;
  const notFound = formatNotFound(exercises);
  const lost =
    notFound.length === 0
      ? html``
      : html`<h2>Not found</h2>
          <p>These exercises have no marks because their answers could not be found.</p>
          <ul>
            ${notFound.map((line) => html`<li>${renderText(line)}</li> `)}
          </ul> `;
  // If the work could not be read, the page first tells the reason, and then what to do.
  return exercises.length === 0
    ? html`${mark} ${noted}${todo}`
    : html`${mark} ${renderPoints(exercises)} ${lost}${todo}${exercises.map(renderExercise)}${noted}`;
}

/** All exercises with their points, each with a link to its part of the page. */
function renderPoints(exercises: readonly ExerciseResult[]): Html {
  const rows = exercises.map(
    (exercise) =>
      html`<tr>
        <th scope="row"><a href="#${exercise.id}">${renderText(exercise.title)}</a></th>
        <td class="words">${formatOutcome(exercise)}</td>
        <td class="number">${exercise.score} of ${exercise.max}</td>
      </tr> `,
  );
  return html`<table>
    <caption>
      Exercises and points
    </caption>
    <thead>
      <tr>
        <th scope="col">Exercise</th>
        <th scope="col" class="words">Result</th>
        <th scope="col" class="number">Points</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderExercise(result: ExerciseResult): Html {
  const { id, score, max, comment, graded, hintCost, remarks = [], difference = [] } = result;
  const { cause, reached, notReached } = splitClaims(result);
  const byHand = graded === undefined ? html`` : html` given by hand, in place of ${graded}`;
  const hints = hintCost === undefined ? html`` : html`, after ${hintCost} for hints`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${renderText(formatHeading(result))}</h2>
    <p>${formatPoints({ score, max })}${byHand}${hints}</p>
    ${comment === undefined ? html`` : html`<p>${renderText(comment)}</p> `}
    ${cause === undefined ? html`` : html`<p class="hint">${renderText(cause)}</p> `}
    ${
      reached.length === 0
        ? html``
        : html`<ul>
            ${reached.map(claim)}
          </ul> `
    }
    ${foldClaims(notReached, reached.length > 0)}
    ${remarks.map((remark) => html`<p class="hint">${renderText(remark)}</p> `)}
    ${
      difference.length === 0
        ? html``
        : html`<details>
            <summary>What your cloud contained, next to the solution's</summary>
            <ul>
              ${difference.map((line) => html`<li>${renderText(line)}</li> `)}
            </ul>
          </details> `
    }
  </section> `;
}

/** The claims that were decided, and those that weren't reached. Nothing of an open exercise ran: all its claims have the same advice. */
function splitClaims({ status, cause, claims }: ExerciseResult): {
  cause: string | undefined;
  reached: readonly ClaimResult[];
  notReached: readonly ClaimResult[];
} {
  if (status === "open") return { cause: claims[0]?.hint ?? cause, reached: [], notReached: claims };
  return {
    cause,
    reached: claims.filter(({ follows }) => !follows),
    notReached: claims.filter(({ follows }) => follows),
  };
}

/** Claims that were not reached, for a reason told above, folded into one line. */
function foldClaims(claims: readonly ClaimResult[], hasOthers: boolean): Html {
  if (claims.length === 0) return html``;
  return html`<details>
    <summary>Not reached: ${claims.length}${hasOthers ? " more" : ""}</summary>
    <ul>
      ${claims.map(({ says }) => html`<li><span class="mark" aria-hidden="true">–</span> ${renderText(says)}</li> `)}
    </ul>
  </details> `;
}

function claim({ says, holds, hint }: ClaimResult): Html {
  const advice =
    hint === undefined
      ? html``
      : html`<p class="hint">
          ${formatAdvice(hint).map((line, index) => html`${index > 0 ? html`<br />` : ""}${renderText(line)}`)}
        </p>`;
  return html`<li>
    <span class="mark" aria-hidden="true">${holds ? "✓" : "✗"}</span> ${holds ? "Yes" : "No"}:
    ${renderText(says)}${advice}
  </li> `;
}
