import type { Form } from "./forms";
import { LAB_01, LAB_02 } from "./labs-01-02";
import { LAB_03, LAB_04, LAB_05 } from "./labs-03-05";
import type { Learner, Row } from "./learner";

/** Submissions that nobody can grade: the lab, or the wrong lab, in a form of hand-in. */
const UNREADABLE: readonly (readonly [who: string, lab: string, form: Form, handedInFor: string])[] = [
  ["xena", "01", "an empty file", "01"],
  ["yuki", "02", "folder", "01"],
  ["tess", "02", "a PDF", "02"],
  ["wanda", "01", "folder", "03"],
  ["uwe", "04", "a notebook without cells", "04"],
  ["zoe", "04", "folder", "05"],
];

const toLearners = (lab: string, rows: readonly Row[]): Learner[] =>
  rows.map(([who, form, ...changes]) => ({ who, lab, form, changes, handedInFor: lab, isUnreadable: false }));

/** A class whose marks were decided before the grader saw it. */
export const FAIR_CLASS: readonly Learner[] = [
  ...toLearners("01", LAB_01),
  ...toLearners("02", LAB_02),
  ...toLearners("03", LAB_03),
  ...toLearners("04", LAB_04),
  ...toLearners("05", LAB_05),
  ...UNREADABLE.map(([who, lab, form, handedInFor]) => ({
    ...{ who, lab, form, handedInFor },
    changes: [],
    isUnreadable: true,
  })),
];
