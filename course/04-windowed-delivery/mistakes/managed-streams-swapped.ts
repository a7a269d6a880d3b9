import type { Mistake } from "../../../grader/index";
import { replaceInManaged } from "./parts/managed";

/** Source and sink are swapped. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: ["reads your input stream and writes stream I"],
  answer: replaceInManaged("source: INPUT_STREAM, sink: OUTPUT_STREAM", "source: OUTPUT_STREAM, sink: INPUT_STREAM"),
};
