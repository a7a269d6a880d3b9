import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** All settings of the conversion are there, but it's switched off: JSON comes into the folder for Parquet. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["writes Parquet", "writes each window with all columns of the table"],
  answer: changeCell("04-windowed-delivery.to-parquet", [
    "DataFormatConversionConfiguration: {\n        Enabled: true",
    "DataFormatConversionConfiguration: {\n        Enabled: false",
  ]),
};
