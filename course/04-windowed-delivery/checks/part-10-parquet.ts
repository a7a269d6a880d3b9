import { expect } from "chai";
import { exercise, formatHint, formatValue, it, type Evidence } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import {
  FIREHOSE,
  getConverted,
  FORMAT_COLUMNS,
  getFormatSettings,
  listExpectedRows,
  listFormatComponents,
  type Delivered,
} from "../grading/formats";
import { getPartitionSeed } from "../grading/partitions";

const NO_UPDATE = "no update was accepted";
const isFailed = ({ text }: Delivered): boolean => text.includes('"rawData"');
/** What was delivered of the windows, without failed records. */
const listFiles = (run: Evidence): readonly Delivered[] => getConverted(run).objects.filter((item) => !isFailed(item));
/** Why a record failed, in Firehose's words, except for the one that has no component. */
const findFailure = (run: Evidence): string | undefined =>
  getConverted(run)
    .objects.filter((item) => isFailed(item) && item.text.includes("DataFormatConversion"))
    .map(({ text }) => /"(?:lastErrorMessage|errorMessage)":"([^"]*)"/.exec(text)?.[1])
    .at(0);

/** Whether the learner's function updates a Firehose, but not the one whose name it gets. */
function isOtherUpdated({ journal }: Evidence): boolean {
  const calls = [
    ...journal.findCalls("firehose", "UpdateDestination"),
    ...journal.findRefusedCalls("firehose", "UpdateDestination"),
  ];
  const names = calls.map(
    ({ input }) => (Object(input) as { readonly DeliveryStreamName?: unknown }).DeliveryStreamName,
  );
  return names.length > 0 && !names.includes(FIREHOSE);
}

/** What the claims compare. */
interface Findings {
  readonly learner: Evidence;
  readonly solution: Evidence;
  /** Why there was no update, if so. */
  readonly missing: string | undefined;
}

exercise(
  "04-windowed-delivery.to-parquet",
  { points: 4, title: "10.1 Convert what is delivered" },
  ({ learner, solution }) => {
    const stopped = findAnswerError(learner, "to-parquet") ?? describeStop(learner, "to-parquet");
    const missing = getConverted(learner).updates > 0 ? undefined : (stopped ?? NO_UPDATE);
    claimUpdate({ learner, solution, missing });
    claimFiles({ learner, solution, missing });
    claimSettings({ learner, solution, missing });
  },
);

/** The claim that there was an update, of the right Firehose. */
function claimUpdate({ learner, missing }: Findings): void {
  it("updates the Firehose that it gets", () => {
    const isOther = isOtherUpdated(learner);
    expect(
      missing,
      formatHint({
        expected: "AWS accepts an UpdateDestination of the Firehose, with its current version and its destination",
        found: missing ?? "",
        look: isOther
          ? "DeliveryStreamName: the Firehose whose name the function gets"
          : [
              "CurrentDeliveryStreamVersionId: the versionId that describeFirehose returns at that moment, for the Firehose that the function gets",
              "DestinationId: destinationId, from the same call",
              "ExtendedS3DestinationUpdate: the error names the setting that AWS refuses",
            ],
        because: missing,
        ...(isOther ? { explains: /version id/ } : {}),
      }),
    ).to.equal(undefined);
  });
}

/** The claims on what the Firehose delivers after the update. */
function claimFiles({ learner, solution, missing }: Findings): void {
  const seed = getPartitionSeed(solution);
  const components = listFormatComponents(seed);
  requireFromSolution(listFiles(solution).length === components.length || undefined);
  const files = listFiles(learner);
  const lost = missing ?? (files.length === 0 ? (findFailure(learner) ?? "no window was delivered") : undefined);
  it("writes Parquet", () => {
    const isOff = getFormatSettings(learner)?.DataFormatConversionConfiguration?.Enabled === false;
    expect(
      files.length > 0 && files.every(({ isParquet }) => isParquet),
      formatHint({
        expected: "each file with windows is Parquet",
        found: lost ?? `${files.find(({ isParquet }) => !isParquet)?.key} isn't`,
        look: isOff
          ? "Enabled: in DataFormatConversionConfiguration, it switches the conversion on"
          : "DataFormatConversionConfiguration: it has to be switched on, and the serializer is ParquetSerDe",
        because: lost,
      }),
    ).to.equal(true);
  });
  it("gives each component a folder below parquet/", () => {
    // Firehose begins an object's own name with the Firehose's name, right after the folder's slash.
    const isPlaced = ({ key }: Delivered): boolean =>
      components.some((name) => new RegExp(`^parquet/${name}/formats-of-the-check-[^/]*$`).test(key));
    expect(
      files.length > 0 && files.every(isPlaced),
      formatHint({
        expected: `keys such as parquet/${components[0]}/…`,
        found: lost ?? `the key ${files.find((file) => !isPlaced(file))?.key}`,
        look: [
          "Prefix: parquet/, the placeholder of 2.4, and a slash at the end",
          "DynamicPartitioningConfiguration: leave it out, so that it stays on",
        ],
        because: lost,
      }),
    ).to.equal(true);
  });
  it("writes each window with all columns of the table", () => {
    const rows = getConverted(learner).rows ?? [];
    const expected = listExpectedRows(seed);
    expect(
      rows,
      formatHint({
        expected: `rows with all columns of the table that it gets (${FORMAT_COLUMNS.join(", ")}), such as ${expected[0]}`,
        found:
          lost ??
          (rows.length === 0
            ? "Athena finds none in the folders below parquet/"
            : `${rows.length} rows, such as ${rows.find((row) => !expected.includes(row)) ?? rows[0]}`),
        look:
          missing === undefined && rows.length === 0
            ? "Prefix and Serializer: the table reads Parquet, in the folders below parquet/"
            : "SchemaConfiguration: the table that the function gets, in the database of ATHENA, and the role",
        because: lost,
      }),
    ).to.deep.equal(expected);
  });
}

/** The claims on what has to stay, and on what has no use any more. */
function claimSettings({ learner, solution, missing }: Findings): void {
  const settings = getFormatSettings(learner);
  it("still writes after 60 seconds", () => {
    expect(
      settings?.BufferingHints?.IntervalInSeconds,
      formatHint({
        expected: "the Firehose waits for 60 seconds, as before",
        found: missing ?? `it waits for ${settings?.BufferingHints?.IntervalInSeconds} seconds`,
        look: "BufferingHints: 60 seconds, and at least 64 MB. If you leave it out, both numbers stay as they are",
        because: missing,
      }),
    ).to.equal(requireFromSolution(getFormatSettings(solution)?.BufferingHints?.IntervalInSeconds));
  });
  it("keeps the folder of failed records", () => {
    const failed = getConverted(learner).objects.find((item) => isFailed(item) && /MetadataExtraction/.test(item.text));
    const folder = failed?.key.replace(/[^/]*$/, "");
    expect(
      folder,
      formatHint({
        expected: "a record without a component goes to failed/metadata-extraction-failed/, as before",
        found: missing ?? (failed === undefined ? "it is nowhere" : `it is in ${formatValue(folder)}`),
        look: "ErrorOutputPrefix: leave it out, so that it stays as it is",
        because: missing,
      }),
    ).to.equal("failed/metadata-extraction-failed/");
  });
  it("adds no delimiter any more", () => {
    const types = settings?.ProcessingConfiguration?.Processors?.map(({ Type }) => Type) ?? [];
    expect(
      missing === undefined && !types.includes("AppendDelimiterToRecord"),
      formatHint({
        expected: "no processor AppendDelimiterToRecord: rows of Parquet have no delimiter",
        found: missing ?? `the processors are ${types.join(", ")}`,
        look: "ProcessingConfiguration: all processors of the Firehose but this one. MetadataExtraction has to stay",
        because: missing,
      }),
    ).to.equal(true);
  });
}
