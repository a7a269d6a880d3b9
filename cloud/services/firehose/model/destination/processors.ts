import * as faults from "../faults";
import type { DestinationInput } from "../destination-input";

type ProcessorInput = NonNullable<NonNullable<DestinationInput["ProcessingConfiguration"]>["Processors"]>[number];

/** How records are split into several. */
type Deaggregation = { readonly kind: "json" } | { readonly kind: "delimited"; readonly delimiter: Buffer };

/** A Lambda function that transforms records. */
export interface LambdaProcessor {
  readonly arn: string;
  /** How often a call that fails is tried again. */
  readonly retries: number;
  /** The function is called when this many bytes have gathered, or when the first record has waited `bufferMs`. */
  readonly bufferBytes: number;
  readonly bufferMs: number;
}

/** A destination's processing of records before they are buffered. */
export interface Processors {
  /** Records are gzip: CloudWatch Logs sends them so. */
  readonly decompresses: boolean;
  /** Only the messages continue, out of the data that CloudWatch Logs sends. */
  readonly extractsMessages: boolean;
  readonly deaggregation?: Deaggregation | undefined;
  readonly lambda?: LambdaProcessor | undefined;
  /** A jq program that gives an object of partition keys. */
  readonly metadataQuery?: string | undefined;
  /** Appended to each record. */
  readonly delimiter?: Buffer | undefined;
}

const MEBIBYTE = 1024 * 1024;

/** The processors of a destination; none if processing is off. The destination has passed `checkProcessors`. */
export function findProcessors({ ProcessingConfiguration }: DestinationInput): Processors {
  if (!ProcessingConfiguration?.Enabled) return { decompresses: false, extractsMessages: false };
  const processors = ProcessingConfiguration.Processors ?? [];
  const find = (type: ProcessorInput["Type"]): ProcessorInput | undefined =>
    processors.find(({ Type }) => Type === type);
  const append = find("AppendDelimiterToRecord");
  const metadata = find("MetadataExtraction");
  const logs = find("CloudWatchLogProcessing");
  return {
    decompresses: find("Decompression") !== undefined,
    extractsMessages: logs !== undefined && findParameter(logs, "DataMessageExtraction")?.toLowerCase() === "true",
    deaggregation: resolveDeaggregation(find("RecordDeAggregation")),
    lambda: resolveLambda(find("Lambda")),
    metadataQuery: metadata && findParameter(metadata, "MetadataExtractionQuery"),
    delimiter: append && Buffer.from(unescapeText(findParameter(append, "Delimiter") ?? "\\n")),
  };
}

type ParameterName = NonNullable<ProcessorInput["Parameters"]>[number]["ParameterName"];

export const findParameter = ({ Parameters = [] }: ProcessorInput, name: ParameterName): string | undefined =>
  Parameters.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;

function resolveDeaggregation(processor: ProcessorInput | undefined): Deaggregation | undefined {
  if (processor === undefined) return undefined;
  if (findParameter(processor, "SubRecordType") === "JSON") return { kind: "json" };
  return { kind: "delimited", delimiter: Buffer.from(findParameter(processor, "Delimiter") ?? "", "base64") };
}

function resolveLambda(processor: ProcessorInput | undefined): LambdaProcessor | undefined {
  const arn = processor && findParameter(processor, "LambdaArn");
  if (processor === undefined || arn === undefined) return undefined;
  return {
    arn,
    retries: Number(findParameter(processor, "NumberOfRetries") ?? 3),
    bufferBytes: Number(findParameter(processor, "BufferSizeInMBs") ?? 1) * MEBIBYTE,
    bufferMs: Number(findParameter(processor, "BufferIntervalInSeconds") ?? 60) * 1000,
  };
}

/** Clients write a line feed in a parameter as the two characters `\n`. */
const unescapeText = (text: string): string =>
  text.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\t", "\t");

/** @throws AwsFault InvalidArgumentException in AWS's words, or NotImplemented */
export function checkProcessors(destination: DestinationInput): void {
  const { ProcessingConfiguration } = destination;
  if (!ProcessingConfiguration?.Enabled) return;
  const processors = ProcessingConfiguration.Processors ?? [];
  checkTogether(processors);
  const isPartitioned = destination.DynamicPartitioningConfiguration?.Enabled ?? false;
  for (const processor of processors) checkProcessor(processor, isPartitioned);
}

/** Checks the rules about processors in combination. */
function checkTogether(processors: readonly ProcessorInput[]): void {
  if (processors.some(hasDuplicateParameter)) throw faults.createDuplicateParameterFault();
  if (processors.length < 1 || processors.length > 5) throw faults.createProcessorCountFault();
  const count = (type: ProcessorInput["Type"]): number => processors.filter(({ Type }) => Type === type).length;
  if (count("Lambda") > 1) throw faults.createOneLambdaOnlyFault();
  if (count("CloudWatchLogProcessing") > 0 && count("Decompression") === 0)
    throw faults.createDecompressionNeededFault();
}

const hasDuplicateParameter = ({ Parameters = [] }: ProcessorInput): boolean =>
  new Set(Parameters.map(({ ParameterName }) => ParameterName)).size < Parameters.length;

function checkProcessor(processor: ProcessorInput, isPartitioned: boolean): void {
  switch (processor.Type) {
    case "Lambda":
      return checkLambda(processor);
    case "RecordDeAggregation":
      if (!isPartitioned) throw faults.createOnlyWithPartitioningFault(processor.Type);
      return checkDeaggregation(processor);
    case "MetadataExtraction":
      if (!isPartitioned) throw faults.createOnlyWithPartitioningFault(processor.Type);
      return checkMetadataExtraction(processor);
    case "AppendDelimiterToRecord":
      return;
    case "Decompression":
      return checkDecompression(processor);
    case "CloudWatchLogProcessing":
      return checkMessageExtraction(processor);
  }
}

function checkDecompression(processor: ProcessorInput): void {
  if ((findParameter(processor, "CompressionFormat") ?? "GZIP") !== "GZIP")
    throw faults.createBadCompressionFormatFault();
}

function checkMessageExtraction(processor: ProcessorInput): void {
  if (!/^(true|false)$/i.test(findParameter(processor, "DataMessageExtraction") ?? ""))
    throw faults.createBadMessageExtractionFault();
}

function checkDeaggregation(processor: ProcessorInput): void {
  const type = findParameter(processor, "SubRecordType");
  if (type !== "JSON" && type !== "DELIMITED") throw faults.createBadSubRecordTypeFault();
  if (type === "DELIMITED" && Buffer.from(findParameter(processor, "Delimiter") ?? "", "base64").byteLength === 0)
    throw faults.createDelimiterNeededFault();
}

function checkMetadataExtraction(processor: ProcessorInput): void {
  if (findParameter(processor, "JsonParsingEngine") !== "JQ-1.6") throw faults.createBadJsonEngineFault();
  if (findParameter(processor, "MetadataExtractionQuery") === undefined) throw faults.createQueryNeededFault();
}

const LAMBDA_ARN = /^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:function:[a-zA-Z0-9-_]{1,64}(:(\$LATEST|[a-zA-Z0-9-_]+))?$/;

function checkLambda(processor: ProcessorInput): void {
  const arn = findParameter(processor, "LambdaArn");
  if (arn === undefined) throw faults.createLambdaArnNeededFault();
  if (!LAMBDA_ARN.test(arn)) throw faults.createInvalidLambdaArnFault();
  if (!isWithin(findParameter(processor, "NumberOfRetries"), 0, 300)) throw faults.createBadLambdaRetriesFault();
  const [size, interval] = [
    findParameter(processor, "BufferSizeInMBs"),
    findParameter(processor, "BufferIntervalInSeconds"),
  ];
  if (!isWithin(size, 0.2, 3)) throw faults.createBadLambdaBufferSizeFault();
  if (!isWithin(interval, 0, 900)) throw faults.createBadLambdaBufferIntervalFault();
  if ((size === undefined) !== (interval === undefined)) throw faults.createBothLambdaBuffersNeededFault();
}

/** Whether a number given as text lies between two others; true if the parameter is left out. */
const isWithin = (text: string | undefined, low: number, high: number): boolean =>
  text === undefined || (/^\d+(\.\d+)?$/.test(text) && Number(text) >= low && Number(text) <= high);
