import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** Nothing converts the rows, so a report reads all of their text. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["reads at most 100,000 bytes for a depot's day, from Parquet"],
  answer: changeSolution(
    [
      "DataFormatConversionConfiguration:\n          Enabled: true",
      "DataFormatConversionConfiguration:\n          Enabled: false",
    ],
    ["org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "org.apache.hadoop.mapred.TextInputFormat"],
    [
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    ],
    ["org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "org.openx.data.jsonserde.JsonSerDe"],
    ["Buffer.from(row)", "Buffer.from(row + String.fromCharCode(10))"],
  ),
};
