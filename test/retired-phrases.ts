/** Phrases that were given up, each with a better one: in pages and lessons, and in all that learners read. */
export const RETIRED: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\banew\b|\bonce more\b/, "again"],
  [/\bshall\b/, "should, must, will"],
  [/\bbesides\b/, "also"],
  [/\bin vain\b/, "fails"],
  [/\bby lot\b/, "at random"],
  [/\bmend(s|ed|ing)?\b/, "fix"],
  [/\bstand(s|ing)? (in(?! for)|there)\b/, "is in, is there"],
  [/\bneed not\b/, "doesn't have to"],
  [/\bin the place of\b/, "instead of"],
];
