import type { EquivalentMutants } from "../../grader/index";

const ANY_NAME = "Any name by the rule is right.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. */
export const equivalentMutants: EquivalentMutants = {
  "06-capstone.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "06-capstone.pipeline": {
    "operator: if (left.length > 0) await pause(500); → if (left.length < 0) await pause(500);":
      "Rejected records are sent again at once, and again, until they are taken.",
    "operator: if (left.length > 0) await pause(500); → if (left.length >= 0) await pause(500);":
      "A pause after the last batch loses only half a second.",
    'part: for (const sql of VIEWS) await runQuery({ sql, database: "parcels", outputLocation }); → for (const sql of VIEWS.slice(0, 10)) await runQuery({ sql, database: "parcels", outputLocation });':
      "There are two views: the first ten are all of them.",
  },
};
