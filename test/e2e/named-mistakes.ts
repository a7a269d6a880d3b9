import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readLab, replaceRegionBodies } from "../../authoring/index";
import { labs } from "../../course/index";
import { drawSample } from "../../course/testing/draw-sample";
import { loadMistakes } from "../../course/testing/load-mistakes";
import { isLineNamed, MIN_NAMED } from "../../course/testing/named-line";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import type { SkeletonText } from "../../grader/merge/skeleton";
import { keepFiles } from "./original-files";
import type { LearnerPage, LearnerSession } from "./learner-session";

/** How many of the mistakes are made in the browser: set `MISTAKES_COUNT` to make more, and `MISTAKES_SEED` for others. */
const COUNT = Number(process.env["MISTAKES_COUNT"] ?? 20);
const SEED = Number(process.env["MISTAKES_SEED"] ?? 40);

const MISTAKEN_LABS = labs.filter(({ number }) => ["03", "04", "05"].includes(number));

/**
 * Tests, inside a `describe`, that what a page shows names the line of at least 170 in 190 mistakes of labs 03 to 05. A learner makes each
 * mistake in a notebook or a script that is otherwise as it was handed out, saves it, and runs the exercise's check.
 */
export function walkNamedMistakes(getSession: () => LearnerSession): void {
  const shown: { readonly name: string; readonly isNamed: boolean; readonly feedback: string }[] = [];
  let sample: { readonly lab: string; readonly name: string }[] = [];
  before(async () => {
    const all = await Promise.all(
      MISTAKEN_LABS.map(async ({ id }) => (await loadMistakes(id)).map(({ name }) => ({ lab: id, name }))),
    );
    sample = drawSample(all.flat(), COUNT, SEED);
  });

  for (const { id, number, notebook, scripts } of MISTAKEN_LABS)
    it(`shows that no mistake in the sample of lab ${number} is right`, async () => {
      const { root } = getSession();
      const restore = keepFiles(root, [notebook, ...scripts]);
      const page = await getSession().open(id);
      try {
        await page.run("setup");
        const skeleton = readSkeleton(await readLab(root, id));
        const texts = [...skeleton.cells, ...skeleton.scripts];
        for (const mistake of await loadMistakes(id)) {
          if (!sample.some(({ lab, name }) => lab === id && name === mistake.name)) continue;
          const text = texts.find(({ slots }) => slots.some(({ exercise }) => exercise === mistake.exercise));
          if (text === undefined) throw new Error(`Lab ${number} has no ${mistake.exercise}.`);
          const feedback = await submitMistake(page, { root, text, ...mistake });
          expect(feedback, mistake.name).to.match(/✗|– Not reached|is unfinished/);
          shown.push({ name: mistake.name, isNamed: isLineNamed(mistake, skeleton, feedback), feedback });
        }
      } finally {
        await page.notebook.page.close();
        restore();
      }
    });

  it(`names the line of at least 170 in 190 mistakes, ${COUNT} of them drawn with seed ${SEED}`, () => {
    expect(shown.length).to.equal(sample.length);
    const others = shown.filter(({ isNamed }) => !isNamed);
    const unnamed = `${others.length} of ${shown.length} are not named:\n${others.map(({ name, feedback }) => `${name}\n${feedback}`).join("\n")}`;
    // Whoever asks for a number of mistakes reads which ones aren't named, also if they are few.
    if (process.env["MISTAKES_COUNT"] !== undefined) console.log(unnamed);
    expect(1 - others.length / shown.length, unnamed).to.be.at.least(MIN_NAMED);
  });
}

/** Makes a mistake, and gives what the check shows of it. Cell or script are as before afterward. */
async function submitMistake(
  page: LearnerPage,
  {
    root,
    text,
    exercise,
    answer,
  }: {
    readonly root: string;
    readonly text: SkeletonText;
    readonly exercise: string;
    readonly answer: readonly string[];
  },
): Promise<string> {
  const bodies = text.slots.map((slot) => (slot.exercise === exercise ? answer : slot.stub));
  const mistaken = replaceRegionBodies(text.lines, bodies).join("\n");
  const check = page.cells.find(({ source }) => source.join("").includes(`check("${exercise}")`))?.id;
  if (check === undefined) throw new Error(`No cell checks ${exercise}.`);
  if (text.exercise === undefined) {
    const original = readFileSync(join(root, text.id), "utf8");
    await page.writeScript(text.id, mistaken);
    const feedback = await page.run(check);
    await page.writeScript(text.id, original);
    return feedback;
  }
  await page.fill(text.id, mistaken);
  const feedback = await page.check(check);
  await page.fill(text.id, text.lines.join("\n"));
  return feedback;
}
