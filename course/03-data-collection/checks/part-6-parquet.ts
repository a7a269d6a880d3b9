import type { CreateDeliveryStreamInput } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { exercise, formatHint, it, type Evidence } from "../../../grader/index";
import { describeStop, findRefusedInput, requireFromSolution } from "../../evidence-words";
import { getCollection } from "../grading/collection";

const getSettings = (run: Evidence) =>
  getCollection(run).converted?.Destinations?.[0]?.ExtendedS3DestinationDescription;

/** The settings of a Firehose that AWS refused. */
function getRequested(run: Evidence) {
  const refused = findRefusedInput(run, "firehose", "CreateDeliveryStream");
  return (refused as CreateDeliveryStreamInput | undefined)?.ExtendedS3DestinationConfiguration;
}

/** The output format of the conversion, also of a Firehose that AWS refused for its buffer: either Parquet or ORC is right. */
function getFormat(run: Evidence): string | undefined {
  const { OutputFormatConfiguration: { Serializer } = {} } =
    (getSettings(run) ?? getRequested(run))?.DataFormatConversionConfiguration ?? {};
  const { ParquetSerDe, OrcSerDe } = Serializer ?? {};
  if (ParquetSerDe && OrcSerDe) return undefined;
  return ParquetSerDe ? "Parquet" : OrcSerDe ? "ORC" : undefined;
}

exercise(
  "03-data-collection.parquet",
  { points: 2, title: "6.1 A Firehose that converts" },
  ({ learner, solution }) => {
    const [, output] = /AWS refuses \S+:\s+(.*)/.exec(learner.findCell("parquet")?.output ?? "") ?? [];
    const missing =
      describeStop(learner, "parquet") ??
      (output === undefined ? "there is no such Firehose" : `AWS refuses: ${output}`);
    const isThere = getCollection(learner).converted !== undefined;
    it("has a buffer that AWS takes", () => {
      // AWS's message names one fault: if it's the serializer, the buffer can be right.
      const isRefusedForSerializer = /Serializer must/.test(missing);
      const getSize = (run: Evidence) =>
        (getSettings(run) ?? (isRefusedForSerializer ? getRequested(run) : undefined))?.BufferingHints?.SizeInMBs;
      const min = requireFromSolution(getSize(solution));
      expect(
        (getSize(learner) ?? 0) >= min,
        formatHint({
          expected: `a buffer of ${min} MB, the smallest that AWS takes, or a larger one`,
          found: isThere ? `${getSize(learner)} MB` : missing,
          look: /both SizeInMBs and IntervalInSeconds/.test(missing)
            ? "BUFFER: AWS takes SizeInMBs only together with IntervalInSeconds"
            : "SizeInMBs: AWS's message has the number",
          because: isThere ? undefined : missing,
        }),
      ).to.equal(true);
    });
    it("converts into Parquet or ORC", () => {
      requireFromSolution(getFormat(solution));
      expect(
        getFormat(learner),
        formatHint({
          expected: "a serializer for Parquet or for ORC",
          found: isThere ? "there is no conversion" : missing,
          look: "SERIALIZER: { ParquetSerDe: {} }, or { OrcSerDe: {} }",
          because: isThere ? undefined : missing,
        }),
      ).to.be.a("string");
    });
  },
);
