import type { Mistake } from "../../../grader/index";

/** AWS refuses a buffer of 32 MB for a stream that converts records. */
export const mistake: Mistake = {
  exercise: "03-data-collection.parquet",
  fails: ["has a buffer that AWS takes"],
  answer: ["const BUFFER = { SizeInMBs: 32, IntervalInSeconds: 60 };", "const SERIALIZER = { ParquetSerDe: {} };"],
};
