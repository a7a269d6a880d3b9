import type { SubmissionResult } from "./results";
import { html, renderText, type Html } from "./html";
import { computeItemStatistics } from "./item-statistics";
import { EXERCISE_WORDS } from "./words";

const STATUSES = ["right", "partial", "wrong", "open"] as const;
const MAX_CLAIMS = 15;

/**
 * The results of the class: the distribution of each exercise, item statistics, the distribution of scores, and the
 * claims that most learners have missed.
 */
export function renderClassTables(submissions: readonly SubmissionResult[]): Html {
  return html`${renderExercises(submissions)} ${renderItemStatistics(submissions)} ${renderScores(submissions)}
  ${renderMissedClaims(submissions)}`;
}

function renderExercises(submissions: readonly SubmissionResult[]): Html {
  const all = submissions.flatMap((submission) => submission.exercises);
  const rows = [...new Map(all.map(({ id, title }) => [id, title]))].map(([id, title]) => {
    const of = all.filter((exercise) => exercise.id === id);
    const counts = STATUSES.map(
      (status) => html`<td class="number">${of.filter((exercise) => exercise.status === status).length}</td>`,
    );
    return html`<tr>
      <th scope="row">${title}</th>
      ${counts}
    </tr> `;
  });
  return html`<table>
    <caption>
      Exercises: how many submissions have them
    </caption>
    <thead>
      <tr>
        <th scope="col">Exercise</th>
        ${STATUSES.map((status) => html`<th scope="col" class="number">${EXERCISE_WORDS[status]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderItemStatistics(submissions: readonly SubmissionResult[]): Html {
  const rows = computeItemStatistics(submissions).map(
    ({ title, rightShare, pointsShare, discrimination }) =>
      html`<tr>
        <th scope="row">${title}</th>
        <td class="number">${Math.round(rightShare * 100)} %</td>
        <td class="number">${Math.round(pointsShare * 100)} %</td>
        <td class="number">${discrimination?.toFixed(2) ?? "none"}</td>
      </tr> `,
  );
  return html`<table aria-describedby="discrimination">
      <caption>
        Exercises: how hard they were
      </caption>
      <thead>
        <tr>
          <th scope="col">Exercise</th>
          <th scope="col" class="number">right</th>
          <th scope="col" class="number">of the points</th>
          <th scope="col" class="number">discrimination</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <p id="discrimination">
      Discrimination is the point-biserial correlation between having an exercise right and the points in all others:
      near or below 0, look at the exercise.
    </p>`;
}

/** Number of learners for each tenth of the full score, with bars made of characters, so that no graphic is needed. */
function renderScores(submissions: readonly SubmissionResult[]): Html {
  const marked = submissions.filter(({ status, max }) => status !== "grader-fault" && max > 0);
  const counts = Array.from(
    { length: 10 },
    (_, tenth) => marked.filter(({ score, max }) => Math.min(9, Math.floor((score / max) * 10)) === tenth).length,
  );
  const max = Math.max(1, ...counts);
  const rows = counts.map(
    (count, tenth) =>
      html`<tr>
        <th scope="row">${tenth * 10} to ${tenth === 9 ? "100" : `below ${tenth * 10 + 10}`} %</th>
        <td class="number">${count}</td>
        <td><span aria-hidden="true">${"█".repeat(Math.ceil((count / max) * 20))}</span></td>
      </tr> `,
  );
  return html`<table>
    <caption>
      Scores: how many submissions have them
    </caption>
    <thead>
      <tr>
        <th scope="col">Score</th>
        <th scope="col" class="number">Submissions</th>
        <th scope="col">Drawn</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderMissedClaims(submissions: readonly SubmissionResult[]): Html {
  const missed = new Map<string, { title: string; says: string; count: number }>();
  for (const { id, title, status, claims } of submissions.flatMap((submission) => submission.exercises)) {
    if (status === "open") continue;
    for (const { says } of claims.filter(({ holds }) => !holds)) {
      const known = missed.get(`${id} ${says}`) ?? { title, says, count: 0 };
      missed.set(`${id} ${says}`, { ...known, count: known.count + 1 });
    }
  }
  if (missed.size === 0) return html``;
  const rows = [...missed.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_CLAIMS)
    .map(
      ({ title, says, count }) =>
        html`<tr>
          <th scope="row">${title}</th>
          <td>${renderText(says)}</td>
          <td class="number">${count}</td>
        </tr> `,
    );
  return html`<table>
    <caption>
      Checks that most learners who tried them missed
    </caption>
    <thead>
      <tr>
        <th scope="col">Exercise</th>
        <th scope="col">Claim</th>
        <th scope="col" class="number">Submissions</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
