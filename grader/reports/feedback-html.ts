import type { ClaimResult, ExerciseResult, GradeResults, SubmissionResult } from "./results";
import { getFinalMark } from "./final-mark";
import { html, renderPage, renderText, type Html } from "./html";
import { getFolder, type ReportFile } from "./report";
import { adviseNextSteps } from "./next-steps";
import { leaveInEnglish, type Translate, type TranslateFor } from "../core/translate";
import { attemptText } from "./report-html";
import { formatAdvice, formatHeading, formatNotFound, formatOutcome, formatPoints, STATUS_WORDS } from "./words";

/**
 * One page for each submission, for the learner: each exercise, each claim, and advice where a claim does not hold.
 *
 * @param translateFor see `Report`
 */
export function renderFeedbackHtml(
  { lab, submissions }: GradeResults,
  translateFor: TranslateFor = () => leaveInEnglish,
): ReportFile[] {
  return submissions
    .filter(({ status }) => status !== "missing")
    .map((submission) => {
      const translate = translateFor(submission.language);
      const title = translate(`Feedback for ${submission.student?.name ?? submission.id} on ${lab}`);
      const language = translate === leaveInEnglish ? undefined : submission.language;
      return {
        path: `${getFolder(submission.id)}/feedback.html`,
        text: renderPage(title, renderFeedback(submission, lab, translate), { language }),
      };
    });
}

function renderFeedback(submission: SubmissionResult, lab: string, translate: Translate): Html {
  const { status, score, max, exercises, notes, late, comments = [], attempts = [] } = submission;
  const lateness = late
    ? html` ${translate(`It came ${late.days} ${late.days === 1 ? "day" : "days"} late, for which ${late.percent} % are taken off.`)}`
    : html``;
  const mark =
    getFinalMark(submission) === ""
      ? html`<p>
          ${translate("There is no mark yet: our grader failed. It isn't your fault. Your instructor knows, and will look at your work.")}
        </p>`
      : html`<p>
            <strong>${translate(formatPoints({ score, max }))}</strong> (${translate(STATUS_WORDS[status])}).${lateness}
          </p>
          ${attempts.length > 0 ? html`<p>${translate(`You handed in ${attempts.length} times: ${attempts.map(attemptText).join(", ")}.`)}</p>` : ""}
          ${comments.map((comment) => html`<p>${renderText(comment)}</p> `)}`;
  const steps = adviseNextSteps(submission, lab);
  const todo =
    steps.length === 0
      ? html``
      : html`<h2>${translate("What to do next")}</h2>
          <ol>
            ${steps.map((step) => html`<li>${renderText(translate(step))}</li> `)}
          </ol> `;
  // The message of a grader's fault is for the instructor alone: it may quote any text.
  const noted =
    notes.length === 0 || status === "grader-fault"
      ? html``
      : html`<h2>${translate("Notes")}</h2>
          <ul>
            ${notes.map((note) => html`<li>${renderText(translate(note))}</li> `)}
          </ul> `;
  const notFound = formatNotFound(exercises);
  const lost =
    notFound.length === 0
      ? html``
      : html`<h2>${translate("Not found")}</h2>
          <p>${translate("These exercises have no marks because their answers could not be found.")}</p>
          <ul>
            ${notFound.map((line) => html`<li>${renderText(translate(line))}</li> `)}
          </ul> `;
  // If the work could not be read, the page first tells the reason, and then what to do.
  return exercises.length === 0
    ? html`${mark} ${noted}${todo}`
    : html`${mark} ${renderPoints(exercises, translate)}
      ${lost}${todo}${exercises.map((exercise) => renderExercise(exercise, translate))}${renderDifferences(exercises, translate)}${noted}`;
}

/** All exercises with their points, each with a link to its part of the page. */
function renderPoints(exercises: readonly ExerciseResult[], translate: Translate): Html {
  const rows = exercises.map(
    (exercise) =>
      html`<tr>
        <th scope="row"><a href="#${exercise.id}">${renderText(translate(exercise.title))}</a></th>
        <td class="words">${translate(formatOutcome(exercise))}</td>
        <td class="number">${translate(`${exercise.score} of ${exercise.max}`)}</td>
      </tr> `,
  );
  return html`<table>
    <caption>
      ${translate("Exercises and points")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${translate("Exercise")}</th>
        <th scope="col" class="words">${translate("Result")}</th>
        <th scope="col" class="number">${translate("Points")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderExercise(result: ExerciseResult, translate: Translate): Html {
  const { id, score, max, comment, graded, hintCost, remarks = [] } = result;
  const { cause, reached, notReached } = splitClaims(result);
  const byHand = graded === undefined ? html`` : html` ${translate(`given by hand, in place of ${graded}`)}`;
  const hints = hintCost === undefined ? html`` : html`, ${translate(`after ${hintCost} for hints`)}`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${renderText(translate(formatHeading(result)))}</h2>
    <p>${translate(formatPoints({ score, max }))}${byHand}${hints}</p>
    ${comment === undefined ? html`` : html`<p>${renderText(comment)}</p> `}
    ${cause === undefined ? html`` : html`<p class="hint">${renderText(translate(cause))}</p> `}
    ${
      reached.length === 0
        ? html``
        : html`<ul>
            ${reached.map((claim) => renderClaim(claim, translate))}
          </ul> `
    }
    ${foldClaims(notReached, { hasOthers: reached.length > 0, translate })}
    ${remarks.map((remark) => html`<p class="hint">${renderText(translate(remark))}</p> `)}
  </section> `;
}

/** Each list of how the learner's cloud differed, once: exercises of one run have the same. Of several lists, each names its exercises. */
function renderDifferences(exercises: readonly ExerciseResult[], translate: Translate): Html[] {
  const lists = new Map<string, { readonly lines: readonly string[]; readonly places: string[] }>();
  for (const { title, difference: lines = [] } of exercises) {
    const list = lists.get(lines.join("\n")) ?? { lines, places: [] };
    list.places.push(/^[\d.]*\d/.exec(title)?.[0] ?? title);
    if (lines.length > 0) lists.set(lines.join("\n"), list);
  }
  return [...lists.values()].map(({ lines, places }) => {
    const summary = translate("What your cloud contained, next to the solution's");
    return html`<details>
      <summary>${lists.size === 1 ? summary : `${summary}: ${places.join(", ")}`}</summary>
      <ul>
        ${lines.map((line) => html`<li>${renderText(translate(line))}</li> `)}
      </ul>
    </details> `;
  });
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
function foldClaims(
  claims: readonly ClaimResult[],
  { hasOthers, translate }: { readonly hasOthers: boolean; readonly translate: Translate },
): Html {
  if (claims.length === 0) return html``;
  return html`<details>
    <summary>${translate(hasOthers ? `Not reached: ${claims.length} more` : `Not reached: ${claims.length}`)}</summary>
    <ul>
      ${claims.map(({ says }) => html`<li><span class="mark" aria-hidden="true">–</span> ${renderText(translate(says))}</li> `)}
    </ul>
  </details> `;
}

function renderClaim({ says, holds, hint }: ClaimResult, translate: Translate): Html {
  const advice =
    hint === undefined
      ? html``
      : html`<p class="hint">
          ${formatAdvice(hint).map((line, index) => html`${index > 0 ? html`<br />` : ""}${renderText(translate(line))}`)}
        </p>`;
  return html`<li>
    <span class="mark" aria-hidden="true">${holds ? "✓" : "✗"}</span> ${translate(holds ? "Yes" : "No")}:
    ${renderText(translate(says))}${advice}
  </li> `;
}
