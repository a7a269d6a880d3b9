import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The serializer writes ORC, another columnar format. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["writes Parquet", "writes each window with all columns of the table"],
  answer: changeCell("04-windowed-delivery.to-parquet", ["ParquetSerDe: {}", "OrcSerDe: {}"]),
};
