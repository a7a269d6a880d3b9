import { expect } from "chai";
import { exercise, hint, it, type Evidence } from "../../../grader/index";
import { inSolution, stopOf } from "../../evidence-words";
import { collectionOf } from "../grading/collection";

const settingsOf = (run: Evidence) => collectionOf(run).converted?.Destinations?.[0]?.ExtendedS3DestinationDescription;

/** The output format of the conversion: Parquet and ORC are both right. */
function formatOf(run: Evidence): string | undefined {
  const { OutputFormatConfiguration: { Serializer } = {} } = settingsOf(run)?.DataFormatConversionConfiguration ?? {};
  return Serializer?.ParquetSerDe ? "Parquet" : Serializer?.OrcSerDe ? "ORC" : undefined;
}

exercise(
  "03-data-collection.parquet",
  { points: 2, title: "6.1 A Firehose that converts" },
  ({ learner, solution }) => {
    const [, said] = /AWS refuses \S+:\s+(.*)/.exec(learner.cell("parquet")?.output ?? "") ?? [];
    const missing =
      stopOf(learner, "parquet") ?? (said === undefined ? "there is no such Firehose" : `AWS refuses: ${said}`);
    const isThere = collectionOf(learner).converted !== undefined;
    it("has a buffer that AWS takes", () => {
      const size = (run: Evidence) => settingsOf(run)?.BufferingHints?.SizeInMBs;
      const least = inSolution(size(solution));
      expect(
        (size(learner) ?? 0) >= least,
        hint({
          expected: `a buffer of ${least} MB, the smallest that AWS takes, or a larger one`,
          found: isThere ? `${size(learner)} MB` : missing,
          look: "SizeInMBs: AWS's message has the number",
          because: isThere ? undefined : missing,
        }),
      ).to.equal(true);
    });
    it("converts into Parquet or ORC", () => {
      inSolution(formatOf(solution));
      expect(
        formatOf(learner),
        hint({
          expected: "a serializer for Parquet or for ORC",
          found: isThere ? "there is no conversion" : missing,
          look: "SERIALIZER: { ParquetSerDe: {} }, or { OrcSerDe: {} }",
          because: isThere ? undefined : missing,
        }),
      ).to.be.a("string");
    });
  },
);
