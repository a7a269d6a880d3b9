import { getServiceOfArn } from "../../../../core/arn-parts";
import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { createInvalidFault } from "../../model/faults";
import { filterPattern, PatternError } from "../../model/sources/filter-pattern";
import { isStreamArn, type StoredMapping, type StreamSettings } from "../../model/sources/stored-mapping";

/** The members of a request that creates or updates a mapping. */
interface MappingInput {
  readonly BatchSize?: number | undefined;
  readonly MaximumBatchingWindowInSeconds?: number | undefined;
  readonly FilterCriteria?:
    | { readonly Filters?: readonly { readonly Pattern?: string | undefined }[] | undefined }
    | undefined;
  readonly FunctionResponseTypes?: readonly string[] | undefined;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number | undefined } | undefined;
  readonly ParallelizationFactor?: number | undefined;
  readonly DestinationConfig?:
    | {
        readonly OnSuccess?: { readonly Destination?: string | undefined } | undefined;
        readonly OnFailure?: { readonly Destination?: string | undefined } | undefined;
      }
    | undefined;
  readonly MaximumRecordAgeInSeconds?: number | undefined;
  readonly BisectBatchOnFunctionError?: boolean | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
}

type Settings = Pick<
  StoredMapping,
  "batchSize" | "windowSeconds" | "filters" | "reportsItems" | "maxConcurrent" | "stream"
>;

const MAX_FILTERS = 5;
/** A larger batch of a queue needs a batching window. */
const MAX_AT_ONCE = 10;

/**
 * A mapping's settings changed by a request.
 *
 * @param before the settings so far, or AWS's defaults
 * @throws AwsFault InvalidParameterValueException
 */
export function mergeMapping(
  services: Services,
  before: Settings & { readonly sourceArn: string },
  input: MappingInput,
): Settings {
  const {
    BatchSize: batchSize = before.batchSize,
    MaximumBatchingWindowInSeconds: windowSeconds = before.windowSeconds,
  } = input;
  const filters =
    input.FilterCriteria === undefined ? before.filters : checkFilters(input.FilterCriteria.Filters ?? []);
  const reportsItems =
    input.FunctionResponseTypes === undefined ? before.reportsItems : input.FunctionResponseTypes.length > 0;
  const { stream } = before;
  const settings = { batchSize, windowSeconds, filters, reportsItems };
  if (stream !== undefined) return { ...settings, stream: mergeStreamSettings(services, stream, input) };
  checkQueueSettings(before.sourceArn, settings, input);
  const maxConcurrent =
    input.ScalingConfig === undefined ? before.maxConcurrent : input.ScalingConfig.MaximumConcurrency;
  return { ...settings, ...(maxConcurrent === undefined ? {} : { maxConcurrent }) };
}

function mergeStreamSettings(services: Services, before: StreamSettings, input: MappingInput): StreamSettings {
  if (input.ScalingConfig !== undefined)
    throw createInvalidFault("ScalingConfig is not supported for this event source.");
  const { onFailure: destinationBefore, ...others } = before;
  const onFailure =
    input.DestinationConfig === undefined ? destinationBefore : resolveDestination(services, input.DestinationConfig);
  return {
    ...others,
    parallel: input.ParallelizationFactor ?? before.parallel,
    retries: input.MaximumRetryAttempts ?? before.retries,
    ageSeconds: checkAge(input.MaximumRecordAgeInSeconds ?? before.ageSeconds),
    bisects: input.BisectBatchOnFunctionError ?? before.bisects,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function resolveDestination(
  services: Services,
  { OnSuccess, OnFailure }: NonNullable<MappingInput["DestinationConfig"]>,
): string | undefined {
  if (OnSuccess?.Destination)
    throw createInvalidFault("Unsupported DestinationConfig parameter for given event source mapping type.");
  const arn = OnFailure?.Destination || undefined;
  if (arn !== undefined) services.lambda.destinations.check(arn);
  return arn;
}

function checkAge(seconds: number): number {
  if (seconds !== -1 && seconds < 60)
    throw createInvalidFault("MaximumRecordAgeInSeconds must be -1 (infinite) or a value from 60 to 604800.");
  return seconds;
}

const STREAM_ONLY = [
  "ParallelizationFactor",
  "DestinationConfig",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
] as const;

/** @throws AwsFault InvalidParameterValueException for a member that only streams have, given for a queue */
export function checkQueueMembers(arn: string, input: MappingInput): void {
  if (getServiceOfArn(arn) !== "sqs") return;
  const stray = STREAM_ONLY.find((name) => input[name] !== undefined);
  if (stray !== undefined)
    throw createInvalidFault(`Unsupported ${stray} parameter for given event source mapping type.`);
}

function checkQueueSettings(
  arn: string,
  { batchSize, windowSeconds }: Pick<Settings, "batchSize" | "windowSeconds">,
  input: MappingInput,
): void {
  checkQueueMembers(arn, input);
  if (arn.endsWith(".fifo")) {
    if (batchSize > MAX_AT_ONCE) throw createInvalidFault(`Maximum batch size for FIFO queues is ${MAX_AT_ONCE}.`);
    if (windowSeconds > 0) throw createInvalidFault("Batching window is not supported for FIFO queues.");
  } else if (batchSize > MAX_AT_ONCE && windowSeconds === 0) {
    throw createInvalidFault(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
}

function checkFilters(filters: readonly { readonly Pattern?: string | undefined }[]): readonly string[] {
  if (filters.length > MAX_FILTERS)
    throw createInvalidFault(`Filter criteria exceeds the maximum of ${MAX_FILTERS} filters.`);
  return filters.map(({ Pattern = "" }) => {
    try {
      filterPattern(Pattern);
    } catch (error) {
      if (error instanceof PatternError) throw createInvalidFault(error.message);
      throw error;
    }
    return Pattern;
  });
}

/**
 * Checks that Lambda can read a source.
 *
 * @param arn of a data stream or a queue
 * @throws AwsFault InvalidParameterValueException
 */
export function checkSource(services: Services, arn: string, timeoutSeconds: number): void {
  const service = getServiceOfArn(arn);
  if (["dynamodb", "kafka", "mq", "docdb"].includes(service))
    throw new AwsFault("NotImplemented", `The lab cloud does not emulate event sources of ${service}.`, {
      status: 501,
    });
  if (isStreamArn(arn)) {
    if (services.kinesis.findByArn(arn) === undefined) throw createInvalidFault(`Stream not found: ${arn}`);
    return;
  }
  if (service !== "sqs")
    throw createInvalidFault(
      `Unrecognized event source, must be kinesis, dynamodb stream or sqs. Unsupported source arn: ${arn}`,
    );
  const queue = services.sqs.findByArn(arn);
  if (queue === undefined) {
    throw createInvalidFault(
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
    );
  }
  const visibleAfter = queue.settings.visibilityMs / 1000;
  if (visibleAfter < timeoutSeconds)
    throw createInvalidFault(
      `Queue visibility timeout: ${visibleAfter} seconds is less than Function timeout: ${timeoutSeconds} seconds`,
    );
}
