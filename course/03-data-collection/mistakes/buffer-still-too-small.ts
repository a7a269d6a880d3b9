import type { Mistake } from "../../../grader/index";

/** AWS refuses it. */
export const mistake: Mistake = {
  exercise: "03-data-collection.parquet",
  fails: ["has a buffer that AWS takes", "converts into Parquet or ORC"],
  answer: ["const BUFFER = { SizeInMBs: 32, IntervalInSeconds: 60 };", "const SERIALIZER = { ParquetSerDe: {} };"],
};
