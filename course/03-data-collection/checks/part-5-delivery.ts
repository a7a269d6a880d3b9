import type { CreateDeliveryStreamInput } from "@aws-sdk/client-firehose";
import type { AddApplicationOutputRequest, Output } from "@aws-sdk/client-kinesis-analytics-v2";
import type { CreateFunctionRequest } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { describeStop, findRefusedInput, requireFromSolution } from "../../evidence-words";
import { getCollection } from "../grading/collection";
import { getReturnedRecords, findFunctionStop } from "../grading/newline";

/** Of data that is not base64, the text is unknown. */
const NOT_BASE64 = "the data is not base64";
const showWhitespace = (text: string): string => text.replaceAll("\r", "\\r").replaceAll("\n", "\\n");

exercise("03-data-collection.add-newline", { points: 3, title: "5.1 The function" }, ({ learner, solution }) => {
  const records = getReturnedRecords(learner);
  requireFromSolution(getReturnedRecords(solution)[0]);
  const error = findFunctionStop(learner);
  const none = records.length === 0 ? "the function gave nothing back" : undefined;
  const stopped = error === undefined ? none : `Error: ${error}`;
  it("gives each record back under its id, with the result Ok", () => {
    const other = records.find(({ sent, recordId, result }) => recordId !== sent.recordId || result !== "Ok");
    expect(
      stopped === undefined && other === undefined,
      formatHint({
        expected: 'each record comes back with its own recordId and the result "Ok"',
        found: stopped ?? `one has the id ${formatValue(other?.recordId)} and the result ${formatValue(other?.result)}`,
        look: "recordId as it came, and result: Ok with a capital O",
        because: stopped,
      }),
    ).to.equal(true);
  });
  it("gives the data back in base64", () => {
    const other = records.find(({ text }) => text === undefined);
    expect(
      stopped === undefined && other === undefined,
      formatHint({
        expected: "data is base64",
        found:
          stopped ??
          `it is ${formatValue(typeof other?.data === "string" ? showWhitespace(other.data.slice(0, 60)) : other?.data)}`,
        look: 'data: Buffer.from(…).toString("base64") around the whole new text, the new line included',
        because: stopped ?? NOT_BASE64,
      }),
    ).to.equal(true);
  });
  it("puts one new line after the text, and changes nothing else", () => {
    const other = records.find(
      // Data in plain text can be right, too: that it isn't base64 is another claim.
      ({ sent, text, data }) => (text ?? data) !== `${sent.text}\n`,
    );
    expect(
      stopped === undefined && other === undefined,
      formatHint({
        expected: "the data says what it said before, and a new line",
        found: stopped ?? describeDifference(other),
        look: 'text: Buffer.from(data, "base64").toString("utf8"), and \\n after it',
        because: stopped ?? (other !== undefined && other.text === undefined ? NOT_BASE64 : undefined),
      }),
    ).to.equal(true);
  });
});

/** How the data of a record differs from what it said before, in words. */
function describeDifference(record: ReturnType<typeof getReturnedRecords>[number] | undefined): string {
  const { sent, text } = record ?? {};
  if (sent !== undefined && text !== undefined && isSameButForSpaces(text, sent.text))
    return `${formatValue(showWhitespace(sent.text))} became ${formatValue(showWhitespace(text))}: its spaces and new lines are part of the data`;
  return `it ends in ${formatValue(showWhitespace((text ?? String(record?.data)).slice(-24)))}`;
}

/** Whether a text has its new line, and differs from what was sent in other white space alone. */
function isSameButForSpaces(text: string, sent: string): boolean {
  const removeSpaces = (some: string): string => some.replace(/\s/g, "");
  return text.endsWith("\n") && text.trimEnd() !== sent && removeSpaces(text) === removeSpaces(sent);
}

exercise(
  "03-data-collection.deploy-add-newline",
  { points: 2, title: "5.2 Deploy it to Lambda" },
  ({ learner, solution }) => {
    const getTimeout = (run: Evidence) => getCollection(run).timeout ?? findOtherTimeout(run);
    const missing = describeStop(learner, "deploy-add-newline") ?? "there is no function add-newline-function";
    const isThere = getCollection(learner).timeout !== undefined;
    // AWS may refuse the timeout: the name of such a call is right all the same.
    const name = { FunctionName: "add-newline-function" };
    const isNamed = learner.journal.findRefusedCalls("lambda", "CreateFunction", name).length > 0;
    it("gives the function its name, add-newline-function", () => {
      requireFromSolution(getTimeout(solution));
      expect(
        isThere || isNamed,
        formatHint({
          expected: "a function with the name in FUNCTION",
          found: missing,
          look: "functionName: the variable FUNCTION",
          because: isThere ? undefined : missing,
        }),
      ).to.equal(true);
    });
    it("gives it a minute", () => {
      expect(
        getTimeout(learner),
        formatHint({
          expected: `a timeout of ${requireFromSolution(getTimeout(solution))} seconds`,
          found: isThere ? `it is ${getTimeout(learner)}` : missing,
          look: "timeoutSeconds: a number of seconds",
          because: isThere ? undefined : missing,
        }),
      ).to.equal(requireFromSolution(getTimeout(solution)));
    });
  },
);

/** The timeout of a function that was created under another name: which name it has is another claim. */
function findOtherTimeout({ journal }: Evidence): number | undefined {
  const inputs = journal.findCalls("lambda", "CreateFunction").map(({ input }) => input as CreateFunctionRequest);
  return inputs.findLast(({ FunctionName }) => FunctionName !== "add-newline-function")?.Timeout;
}

/** The call that AWS has refused: what it asked for can be right, except for what AWS's message is about. */
function getRefused(run: Evidence): Partial<CreateDeliveryStreamInput> | undefined {
  if (getCollection(run).delivery !== undefined) return undefined;
  const name = { DeliveryStreamName: "people-delivery" };
  return findRefusedInput(run, "firehose", "CreateDeliveryStream", name) as
    | Partial<CreateDeliveryStreamInput>
    | undefined;
}
/** The type of a call that AWS has refused: without one, it's DirectPut. */
function getRefusedType(run: Evidence): string | undefined {
  const refused = getRefused(run);
  return refused && (refused.DeliveryStreamType ?? "DirectPut");
}
const getAccepted = (run: Evidence) => getCollection(run).delivery?.Destinations?.[0]?.ExtendedS3DestinationDescription;
const getSettings = (run: Evidence) => getAccepted(run) ?? getRefused(run)?.ExtendedS3DestinationConfiguration;
function getProcessors(run: Evidence) {
  const { Enabled = false, Processors = [] } = getSettings(run)?.ProcessingConfiguration ?? {};
  return Enabled ? Processors : [];
}
const getFunction = (run: Evidence) =>
  getProcessors(run)
    .find(({ Type }) => Type === "Lambda")
    ?.Parameters?.find(({ ParameterName }) => ParameterName === "LambdaArn")
    ?.ParameterValue?.replace(/:\$LATEST$/, "");

/** The bucket and the prefixes of a delivery stream, in one line. What follows a prefix's folder is up to the learner. */
function describeLocations(settings: ReturnType<typeof getAccepted>): string | undefined {
  if (settings === undefined) return undefined;
  const { BucketARN, Prefix, ErrorOutputPrefix } = settings;
  return [BucketARN, cutBelow("user-data/", Prefix), cutBelow("errors/", ErrorOutputPrefix)].join(", ");
}
const cutBelow = (folder: string, prefix = ""): string => (prefix.startsWith(folder) ? folder : prefix);

/** `lookIfMissing`: where to look if AWS has refused the whole call, perhaps for the type of this value. */
type Setting = readonly [
  says: string,
  what: string,
  of: (run: Evidence) => unknown,
  look: string | readonly string[],
  lookIfMissing?: string | readonly string[],
];

/** The two runs to compare; `missing` is the reason if the learner has no such resource. */
interface ComparedRuns {
  readonly learner: Evidence;
  readonly solution: Evidence;
  readonly missing: string | undefined;
}

/** Claims that a setting on AWS is the same as in the solution. */
function claimAsInSolution(
  [says, label, of, look, lookIfMissing = look]: Setting,
  { learner, solution, missing }: ComparedRuns,
): void {
  it(says, () => {
    const expected = requireFromSolution(of(solution));
    expect(
      of(learner),
      formatHint({
        expected: `${label} is ${formatValue(expected)}`,
        found: missing ?? formatValue(of(learner)),
        look: missing === undefined ? look : (lookIfMissing ?? look),
        because: missing,
        ...(says.startsWith("writes after") ? { explains: /BufferingHints must have both/ } : {}),
      }),
    ).to.equal(expected);
  });
}

const SETTINGS: readonly Setting[] = [
  [
    "takes records by Direct PUT",
    "the type",
    (run) => getCollection(run).delivery?.DeliveryStreamType ?? getRefusedType(run),
    'DeliveryStreamType: "DirectPut"',
  ],
  [
    "writes after 1 MB",
    "the buffer's size",
    (run) => getSettings(run)?.BufferingHints?.SizeInMBs,
    "SizeInMBs: the list above the cell says after how many MB it writes",
    "SizeInMBs: a number, without quotes",
  ],
  [
    "writes after 60 seconds",
    "the buffer's interval",
    (run) => getSettings(run)?.BufferingHints?.IntervalInSeconds,
    "IntervalInSeconds: the list above the cell says after how many seconds it writes",
    "IntervalInSeconds: a number of seconds",
  ],
  [
    "sends records through the function",
    "the function's ARN",
    getFunction,
    [
      'Processors: a list with one entry of the Type "Lambda", whose Parameters have LambdaArn',
      "Enabled: it switches the processors on",
    ],
  ],
  [
    "writes into your bucket, below user-data/ and errors/",
    "what BucketARN, Prefix and ErrorOutputPrefix say",
    // Nothing is written by a Firehose that AWS has refused.
    (run) => describeLocations(getAccepted(run)),
    'BucketARN, Prefix: "user-data/" and ErrorOutputPrefix: "errors/". They belong to ExtendedS3DestinationConfiguration',
  ],
];

exercise("03-data-collection.delivery-stream", { points: 4, title: "5.3 The Firehose" }, ({ learner, solution }) => {
  const isThere = getCollection(learner).delivery !== undefined;
  const [, output] = /AWS refuses \S+:\s+(.*)/.exec(learner.findCell("delivery-stream")?.output ?? "") ?? [];
  const missing =
    describeStop(learner, "delivery-stream") ??
    (output === undefined ? "there is no such Firehose" : `AWS refuses: ${output}`);
  for (const setting of SETTINGS)
    claimAsInSolution(setting, { learner, solution, missing: isThere ? undefined : missing });
});

const getAcceptedOutput = (run: Evidence) =>
  getCollection(run).application?.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription
    ?.OutputDescriptions?.[0];

/** The output of the application; without one, the last one that AWS has refused, of which other settings can be right. */
function getOutput(run: Evidence): Partial<Output> | undefined {
  const accepted = getAcceptedOutput(run);
  if (accepted !== undefined) return { ...accepted, KinesisFirehoseOutput: accepted.KinesisFirehoseOutputDescription };
  const name = { ApplicationName: "people-analytics" };
  const refused = findRefusedInput(run, "kinesisanalyticsv2", "AddApplicationOutput", name);
  return (refused as Partial<AddApplicationOutputRequest> | undefined)?.Output;
}

const CONNECTION: readonly Setting[] = [
  [
    "connects DESTINATION_USER_DATA",
    "the in-application stream",
    (run) => getOutput(run)?.Name,
    "Name: as in your SQL",
  ],
  [
    "sends to the Firehose",
    "the Firehose's ARN",
    (run) => getOutput(run)?.KinesisFirehoseOutput?.ResourceARN,
    "KinesisFirehoseOutput: { ResourceARN: FIREHOSE_ARN }",
  ],
  [
    "writes rows as JSON",
    "the format",
    (run) => getOutput(run)?.DestinationSchema?.RecordFormatType,
    'RecordFormatType: "JSON"',
  ],
];

exercise(
  "03-data-collection.destination",
  { points: 3, title: "5.4 Connect the destination" },
  ({ learner, solution }) => {
    const isThere = getAcceptedOutput(learner) !== undefined;
    const missing = describeStop(learner, "destination", "application") ?? "nothing is connected";
    // If AWS has refused an output for anything but these settings, they connect nothing.
    const isRefusedForOther = !isThere && CONNECTION.every(([, , of]) => of(learner) === of(solution));
    for (const [says, label, of, look] of CONNECTION) {
      const getSetting = (run: Evidence) => (isRefusedForOther && run === learner ? undefined : of(run));
      claimAsInSolution([says, label, getSetting, look], { learner, solution, missing: isThere ? undefined : missing });
    }
  },
);
