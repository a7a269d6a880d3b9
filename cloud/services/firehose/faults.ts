import { AwsFault } from "../../core/faults";

/** Firehose's error code for most invalid requests. */
const invalidArgument = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);

// Streams. The texts are those of moto's Firehose, as no measured texts are known.
export const streamNotFound = (name: string, account: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Firehose ${name} under account ${account} not found.`);
export const streamExists = (name: string, account: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Firehose ${name} under accountId ${account} already exists`);
export const streamIsBusy = (name: string, account: string, status: string): AwsFault =>
  new AwsFault(
    "ResourceInUseException",
    `Firehose ${name} under accountId ${account} is not in a state that allows this: it is ${status}.`,
  );
export const tooManyStreams = (limit: number): AwsFault =>
  new AwsFault(
    "LimitExceededException",
    `You have already consumed your firehose quota of ${limit} hoses. Maximum number of hoses for each account is ${limit}.`,
  );

export const versionIsOld = (name: string, current: number, given: string): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    `Cannot update firehose: ${name} since the current version id: ${current} and specified version id: ${given} do not match`,
  );
export const destinationNotFound = (id: string): AwsFault => invalidArgument(`Destination Id ${id} not found`);

export const tooManyTags = (limit: number): AwsFault =>
  new AwsFault("LimitExceededException", `A Firehose can have at most ${limit} tags.`);

// Sources. FH-029 to FH-031; the text for a missing source stream is this project's own.
export const notForKinesisSource = (): AwsFault =>
  invalidArgument("This operation is not permitted on KinesisStreamAsSource delivery stream type.");
export const kinesisSourceNeeded = (): AwsFault =>
  invalidArgument("KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream type.");
export const encryptionOnlyForDirectPut = (): AwsFault =>
  invalidArgument(
    "Server side encryption from firehose is only allowed for direct put delivery streams and database as a source delivery streams",
  );
// Keys (FH-111), measured on AWS by others, 2026-09-10.
export const keyArnNeeded = (): AwsFault =>
  invalidArgument("KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK");
export const keyArnNotTaken = (): AwsFault =>
  invalidArgument("KeyARN cannot be specified when KeyType is AWS_OWNED_CMK");
export const keyElsewhere = (): AwsFault =>
  invalidArgument("Cross-region keys are not allowed for SSE. Please provide CMKs in the same region as firehose");
export const sourceStreamNotFound = (stream: string, account: string): AwsFault =>
  invalidArgument(`Stream ${stream} under account ${account} not found. Please check the source stream provided.`);
/** AWS's text, as users of AWS report it. */
export const unableToAssumeRole = (role: string): AwsFault =>
  invalidArgument(`Firehose is unable to assume role ${role}. Please check the role provided.`);

// Roles of another account (FH-112), measured on AWS by others, 2026-09-10.
export const roleOfOtherAccount = (caller: string): AwsFault =>
  new AwsFault("AccessDeniedException", `User: ${caller} is not authorized to access this resource`);
export const schemaRoleOfOtherAccount = (): AwsFault =>
  new AwsFault("AccessDeniedException", "Cross-account pass role is not allowed.");

// Destinations. Measured on AWS by others, 2026; see the facts that the tests cite.
export const oneDestinationOnly = (): AwsFault =>
  invalidArgument("Exactly one destination configuration is supported for a Firehose");
export const logGroupNeeded = (): AwsFault =>
  invalidArgument("CloudWatch Log Group Name is required if CloudWatch Logging is enabled");
/** AWS refuses a missing stream name too; its text is not known. */
export const logStreamNeeded = (): AwsFault =>
  invalidArgument("CloudWatch Log Stream Name is required if CloudWatch Logging is enabled");
export const bothHintsNeeded = (): AwsFault =>
  invalidArgument("BufferingHints must have both SizeInMBs and IntervalInSeconds, or neither.");
export const sizeHintTooLarge = (): AwsFault => invalidArgument("BufferingHints.SizeInMBs must be at most 128.");
export const unsupportedTimeZone = (): AwsFault =>
  invalidArgument(
    "Provided custom time zone is not supported. Custom time zones are limited to UTC and non-3-letter IANA time zones.",
  );

// Dynamic partitioning (FH-059 to FH-066), measured on AWS by others; the text for too many keys is this project's own.
export const partitionSizeTooSmall = (): AwsFault =>
  invalidArgument("BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.");
export const partitionIntervalTooShort = (): AwsFault =>
  invalidArgument("BufferingHints.IntervalInSeconds must be at least 60 seconds when Dynamic Partitioning is enabled.");
export const partitionKeysNeeded = (): AwsFault =>
  invalidArgument("S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled");
export const processingNeeded = (): AwsFault =>
  invalidArgument("Processing Configuration is not enabled when DataPartitioning is enabled.");
export const metadataExtractionNeeded = (): AwsFault =>
  invalidArgument("MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace");
export const lambdaNeeded = (): AwsFault =>
  invalidArgument("Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace");
export const queryKeysNotInPrefix = (): AwsFault =>
  invalidArgument("MetaDataExtraction JQ Query can't contain keys that are not present in the S3 Prefix expression");
export const tooManyPartitionKeys = (limit: number): AwsFault =>
  invalidArgument(`Dynamic Partitioning can have at most ${limit} partition keys.`);

// Format conversion (FH-076 to FH-081), measured on AWS by others.
export const compressedConversion = (): AwsFault =>
  invalidArgument(
    "The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled. To enable compression within the converted output format, set the appropriate serialization option in the output format configuration.",
  );
export const conversionSizeTooSmall = (): AwsFault =>
  invalidArgument("BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.");
export const conversionMemberNull = (member: string): AwsFault => invalidArgument(`${member} must not be null`);
export const oneSerDeOnly = (kind: "deserializer" | "serializer"): AwsFault =>
  invalidArgument(`More than one ${kind} specified. Only one may be chosen.`);
export const schemaMemberNeeded = (member: string): AwsFault =>
  invalidArgument(`SchemaConfiguration.${member} must not be null or empty`);
export const badTimestampFormat = (pattern: string): AwsFault =>
  invalidArgument(
    `One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe: [Key: timestamp.formats Value: ${pattern}]`,
  );
/** Glue's fault as the SDK for Java words it; the text that AWS puts around it is not known. */
export const tableNotFound = (glue: AwsFault, requestId: string): AwsFault =>
  invalidArgument(
    `${glue.message} (Service: AWSGlue; Status Code: ${glue.status}; Error Code: ${glue.code}; Request ID: ${requestId}; Proxy: null)`,
  );
export const schemaUnusable = (reason: string): AwsFault => invalidArgument(reason);
/** This machine lacks Python with pyarrow, which writes ORC. */
export const orcNotAvailable = (reason: string): AwsFault => new AwsFault("NotImplemented", reason, { status: 501 });

// Processors (FH-064 to FH-066, FH-096 to FH-098, FH-107), measured on AWS by others.
export const duplicateParameter = (): AwsFault =>
  invalidArgument("Duplicate ProcessorParameter passed to ProcessingConfiguration.");
export const processorCount = (): AwsFault =>
  invalidArgument("A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.");
export const oneLambdaOnly = (): AwsFault => invalidArgument("Cannot have more than 1 Lambda processor.");
export const decompressionNeeded = (): AwsFault =>
  invalidArgument("CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor");
/** Thrown for a missing parameter, too. */
export const badMessageExtraction = (): AwsFault =>
  invalidArgument("Invalid parameter value for DataMessageExtraction. Allowed values are True and False.");
/** AWS's text is not known; this one is modelled on the text above. */
export const badCompressionFormat = (): AwsFault =>
  invalidArgument("Invalid parameter value for CompressionFormat. Allowed value is GZIP.");
export const onlyWithPartitioning = (processor: "RecordDeAggregation" | "MetadataExtraction"): AwsFault =>
  invalidArgument(
    `class com.amazonaws.services.firehose.internal.model.${processor}Processor can only be present when Dynamic Partitioning is enabled.`,
  );
export const badSubRecordType = (): AwsFault => invalidArgument("SubRecordType has to be one of JSON, DELIMITED");
export const delimiterNeeded = (): AwsFault => invalidArgument("Delimiter should be present for DELIMITED");
export const badJsonEngine = (): AwsFault =>
  invalidArgument("MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6");
/** AWS's text is not known. */
export const queryNeeded = (): AwsFault =>
  invalidArgument("MetadataExtractionQuery is required when MetadataExtraction processor is used.");
/** AWS's text is not known; the reason is jq's own message. */
export const badQuery = (reason: string): AwsFault =>
  invalidArgument(`MetadataExtractionQuery is no valid jq program: ${reason}`);
export const lambdaArnNeeded = (): AwsFault => invalidArgument("LambdaArn is required when Lambda processor is used.");
export const invalidLambdaArn = (): AwsFault => invalidArgument("Invalid lambda ARN.");
export const badLambdaRetries = (): AwsFault =>
  invalidArgument("Number of retries for lambda must be between 0 and 300.");
export const badLambdaBufferSize = (): AwsFault =>
  invalidArgument("BufferSizeInMBs for lambda processor must be between 0.2 and 3.");
export const badLambdaBufferInterval = (): AwsFault =>
  invalidArgument("BufferIntervalInSeconds for lambda processor must be between 0 and 900.");
export const bothLambdaBuffersNeeded = (): AwsFault =>
  invalidArgument(
    "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure buffering for lambda processor.",
  );

// AWS's texts for the first and the last of the next three faults are not known.
export const partitioningIsFixed = (): AwsFault =>
  invalidArgument(
    "Dynamic Partitioning can only be chosen when the Firehose stream is created; it can be neither enabled nor disabled later.",
  );
export const backupDestinationNeeded = (): AwsFault =>
  invalidArgument("S3 backup destination configuration is required when enabling S3 backup.");
export const backupStays = (): AwsFault => invalidArgument("S3 backup cannot be disabled once it is enabled.");

/** A source or a key that AWS has and the lab cloud does not. */
export const valueNotEmulated = (member: string, value: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${member} '${value}'.`, { status: 501 });

// Prefixes. A text begins with this sentence where AWS's does; measured on AWS by others, 2026-09-10.
const badPrefix = (constraint: string): AwsFault =>
  invalidArgument(`The supplied prefix(es) do not satisfy the following constraint: ${constraint}`);
type PrefixMember = "Prefix" | "ErrorOutputPrefix";
export const strayExpression = (prefix: string): AwsFault =>
  badPrefix(`Invalid expression usage: ${prefix}.Must be of the form !{<namespace>:<value>}`);
export const unknownNamespace = (namespace: string): AwsFault =>
  badPrefix(`Namespace to the left of colon (${namespace}) is an invalid keyword!`);
export const badExpressionValue = (member: PrefixMember): AwsFault =>
  badPrefix(`Invalid conversion character used in the value of the expression in ${member}`);
export const errorPrefixNeeded = (): AwsFault =>
  badPrefix("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
export const errorTypeNeeded = (): AwsFault =>
  invalidArgument("ErrorOutputPrefix must contain at least one occurrence of !{firehose:error-output-type}");
export const errorTypeInPrefix = (): AwsFault =>
  badPrefix("Prefix must not contain any occurrence of !{firehose:error-output-type}");
export const partitionKeyInErrorPrefix = (): AwsFault =>
  invalidArgument("Dynamic Partitioning Namespaces can't be part of an error prefix expression");
export const partitionKeyWithoutPartitioning = (): AwsFault =>
  invalidArgument(
    "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
  );
export const evaluatedPrefixTooLong = (member: PrefixMember): AwsFault =>
  badPrefix(`Length of evaluated ${member === "Prefix" ? "prefix" : member} cannot be greater than 512`);

// Puts. The text of a throttled put is that of other emulators.
export const slowDown = (): AwsFault => new AwsFault("ServiceUnavailableException", "Slow down.", { status: 503 });
/** The text is the API model's. */
export const logsOnly = (): AwsFault =>
  new AwsFault(
    "InvalidSourceException",
    "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is enabled.",
  );
export const batchTooLarge = (): AwsFault => invalidArgument("Records size exceeds 4 MB limit");
