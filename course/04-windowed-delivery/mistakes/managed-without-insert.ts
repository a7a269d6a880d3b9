import type { Mistake } from "../../../grader/index";
import { replaceInManaged } from "./parts/managed";

/** The note has the tables and the query, but nothing that writes. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: ["reads your input stream and writes stream I"],
  answer: replaceInManaged("query.insert]", "query.select]"),
};
