/** Phrases that were given up, each with a better one: in pages, lessons, comments, titles and messages. */
export const RETIRED: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\banew\b|\bonce more\b/, "again"],
  [/\bshall\b/, "should, must, will"],
  [/\bbesides\b/, "also, in addition to"],
  [/\bin vain\b/, "fails"],
  [/\bat last\b/, "finally"],
  [/\bby lot\b/, "at random"],
  [/\bwork(s|ed|ing)? off\b/, "process"],
  [/\bmend(s|ed|ing)?\b/, "fix"],
  [/\bstand(s|ing)? (in(?! for)|there)\b/, "is in, is there"],
  [/\b(is|are|was|were|be|been) told\b|\btells that\b/, "reports, explains, gets"],
  [/\bto be had\b/, "is unavailable"],
  [/\bneed not\b/, "doesn't have to"],
  [/\bin the place of\b/, "instead of"],
  // British spellings, as parts of names too. `neighbour:` is a member of stored data.
  [/neighbour(?!:)|(behavi|col|fav|hon)our/i, "-or"],
  [/(catal|dial|anal)ogue/i, "-og"],
  [/(defen|licen|offen)ce(?!d)/i, "-se"],
  [/(acknowledg|judg)ement/i, "-gment"],
  [/(label|model|signal|travel)l(ed(?!by)|ing)/i, "one l"],
  [/(initial|normal|optim|organ|penal|recogn|serial|summar|synchron)is(e|ing|ation)/i, "-ize"],
  [/\banalysed?\b|\bcentred\b|(\b|mis)spelt\b|\blearnt\b|\bstoreys?\b|\bper cent\b|\btowards\b/i, "American spelling"],
];
