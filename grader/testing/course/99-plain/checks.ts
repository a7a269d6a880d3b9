import { expect } from "chai";
import { exercise, formatHint, it, plan, formatValue, type Evidence, type Question } from "../../../index";

/** Inputs depend on the seed, so that no learner can have written down the answers. */
const inputs = (seed: number) => [1, 2, 3].map((n) => (seed * 7919 + n * 104729) % 1000);
const words = (seed: number) => inputs(seed).flatMap((n) => [`w${n % 7}`, `word${n}`, `w${n % 7}`]);

plan("99-plain", {
  cloud: "none",
  getAccount(answer) {
    // Stands for a call that keeps the lab cloud, which runs in the grader's process, from doing anything else.
    while (answer("99-plain.limit")?.includes("keeps the cloud busy"));
    return undefined;
  },
  createQuestions: (seed): Question[] => [
    ...inputs(seed).map((n, at) => ({ id: `square-${at}`, name: "square", args: [n] })),
    { id: "longest", name: "longest", args: [words(seed)] },
    { id: "counts", name: "counts", args: [words(seed)] },
    { id: "limit", name: "LIMIT" },
  ],
});

function answers(
  question: string,
  { learner, solution }: { learner: Evidence; solution: Evidence },
  look: string,
): void {
  const requested = solution.answer(question);
  const found = learner.answer(question);
  if (!("value" in requested)) throw new Error(`The solution has no answer to ${question}.`);
  const output = "value" in found ? formatValue(found.value) : found.error;
  expect(
    "value" in found ? found.value : undefined,
    formatHint({ expected: formatValue(requested.value), found: output, look }),
  ).to.deep.equal(requested.value);
}

exercise("99-plain.square", { points: 1, title: "Square" }, (sides) => {
  it("squares numbers", () => {
    for (const at of [0, 1, 2]) answers(`square-${at}`, sides, "the product of n with itself");
  });
});
exercise("99-plain.longest", { points: 1, title: "Longest" }, (sides) => {
  it("finds the longest word", () => {
    answers("longest", sides, "which words are compared");
  });
});
exercise("99-plain.counts", { points: 1, title: "Counts" }, (sides) => {
  it("counts each word", () => {
    answers("counts", sides, "what a word begins with");
  });
});
exercise("99-plain.limit", { points: 1, title: "Limit" }, (sides) => {
  it("holds the limit", () => {
    answers("limit", sides, "the two functions");
  });
});
