const NO_NAME = "Without a name, everyone's choices have the order of the bank, as in the solution.";

/** Mutants of every quiz's solution that are right answers, by key, with the reason. */
export const equivalentQuizMutants: Readonly<Record<string, string>> = {
  'member: name: "", → (nothing)': NO_NAME,
  'member: name: "", → names: "",': NO_NAME,
};
