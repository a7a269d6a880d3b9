import { AwsFault } from "../../../core/faults";

/** Firehose's error code for most invalid requests. */
const createInvalidArgumentFault = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);

// Streams. The texts are those of moto's Firehose, as no measured texts are known.
export const createStreamNotFoundFault = (name: string, account: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Firehose ${name} under account ${account} not found.`);
export const createStreamExistsFault = (name: string, account: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Firehose ${name} under accountId ${account} already exists`);
export const createStreamBusyFault = (name: string, account: string, status: string): AwsFault =>
  new AwsFault(
    "ResourceInUseException",
    `Firehose ${name} under accountId ${account} is not in a state that allows this: it is ${status}.`,
  );
export const createTooManyStreamsFault = (limit: number): AwsFault =>
  new AwsFault(
    "LimitExceededException",
    `You have already consumed your firehose quota of ${limit} hoses. Maximum number of hoses for each account is ${limit}.`,
  );

export const createVersionIsOldFault = (name: string, current: number, requested: string): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    `Cannot update firehose: ${name} since the current version id: ${current} and specified version id: ${requested} do not match`,
  );
export const createDestinationNotFoundFault = (id: string): AwsFault =>
  createInvalidArgumentFault(`Destination Id ${id} not found`);

export const createTooManyTagsFault = (limit: number): AwsFault =>
  new AwsFault("LimitExceededException", `A Firehose can have at most ${limit} tags.`);

// Sources. FH-029 to FH-031; the text for a missing source stream is this project's own.
export const createNotForKinesisSourceFault = (): AwsFault =>
  createInvalidArgumentFault("This operation is not permitted on KinesisStreamAsSource delivery stream type.");
export const createKinesisSourceNeededFault = (): AwsFault =>
  createInvalidArgumentFault("KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream type.");
export const createEncryptionOnlyForDirectPutFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Server side encryption from firehose is only allowed for direct put delivery streams and database as a source delivery streams",
  );
// Keys (FH-111), measured on AWS by others, 2026-09-10.
export const createKeyArnNeededFault = (): AwsFault =>
  createInvalidArgumentFault("KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK");
export const createKeyArnNotAllowedFault = (): AwsFault =>
  createInvalidArgumentFault("KeyARN cannot be specified when KeyType is AWS_OWNED_CMK");
export const createKeyElsewhereFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Cross-region keys are not allowed for SSE. Please provide CMKs in the same region as firehose",
  );
export const createSourceStreamNotFoundFault = (stream: string, account: string): AwsFault =>
  createInvalidArgumentFault(
    `Stream ${stream} under account ${account} not found. Please check the source stream provided.`,
  );
/** AWS's text, as users of AWS report it. */
export const createUnableToAssumeRoleFault = (role: string): AwsFault =>
  createInvalidArgumentFault(`Firehose is unable to assume role ${role}. Please check the role provided.`);

// Roles of another account (FH-112), measured on AWS by others, 2026-09-10.
export const createRoleOfOtherAccountFault = (caller: string): AwsFault =>
  new AwsFault("AccessDeniedException", `User: ${caller} is not authorized to access this resource`);
export const createSchemaRoleOfOtherAccountFault = (): AwsFault =>
  new AwsFault("AccessDeniedException", "Cross-account pass role is not allowed.");

// Destinations. Measured on AWS by others, 2026; see the facts that the tests cite.
export const createOneDestinationOnlyFault = (): AwsFault =>
  createInvalidArgumentFault("Exactly one destination configuration is supported for a Firehose");
export const createLogGroupNeededFault = (): AwsFault =>
  createInvalidArgumentFault("CloudWatch Log Group Name is required if CloudWatch Logging is enabled");
/** AWS refuses a missing stream name too; its text is not known. */
export const createLogStreamNeededFault = (): AwsFault =>
  createInvalidArgumentFault("CloudWatch Log Stream Name is required if CloudWatch Logging is enabled");
export const createBothHintsNeededFault = (): AwsFault =>
  createInvalidArgumentFault("BufferingHints must have both SizeInMBs and IntervalInSeconds, or neither.");
export const createSizeHintTooLargeFault = (): AwsFault =>
  createInvalidArgumentFault("BufferingHints.SizeInMBs must be at most 128.");
export const createUnsupportedTimeZoneFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Provided custom time zone is not supported. Custom time zones are limited to UTC and non-3-letter IANA time zones.",
  );

// Dynamic partitioning (FH-059 to FH-066), measured on AWS by others; the text for too many keys is this project's own.
export const createPartitionSizeTooSmallFault = (): AwsFault =>
  createInvalidArgumentFault("BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.");
export const createPartitionIntervalTooShortFault = (): AwsFault =>
  createInvalidArgumentFault(
    "BufferingHints.IntervalInSeconds must be at least 60 seconds when Dynamic Partitioning is enabled.",
  );
export const createPartitionKeysNeededFault = (): AwsFault =>
  createInvalidArgumentFault(
    "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
  );
export const createProcessingNeededFault = (): AwsFault =>
  createInvalidArgumentFault("Processing Configuration is not enabled when DataPartitioning is enabled.");
export const createMetadataExtractionNeededFault = (): AwsFault =>
  createInvalidArgumentFault(
    "MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace",
  );
export const createLambdaNeededFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace",
  );
export const createQueryKeysNotInPrefixFault = (): AwsFault =>
  createInvalidArgumentFault(
    "MetaDataExtraction JQ Query can't contain keys that are not present in the S3 Prefix expression",
  );
export const createTooManyPartitionKeysFault = (limit: number): AwsFault =>
  createInvalidArgumentFault(`Dynamic Partitioning can have at most ${limit} partition keys.`);

// Format conversion (FH-076 to FH-081), measured on AWS by others.
export const createCompressedConversionFault = (): AwsFault =>
  createInvalidArgumentFault(
    "The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled. To enable compression within the converted output format, set the appropriate serialization option in the output format configuration.",
  );
export const createConversionSizeTooSmallFault = (): AwsFault =>
  createInvalidArgumentFault("BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.");
export const createConversionMemberNullFault = (member: string): AwsFault =>
  createInvalidArgumentFault(`${member} must not be null`);
export const createOneSerDeOnlyFault = (kind: "deserializer" | "serializer"): AwsFault =>
  createInvalidArgumentFault(`More than one ${kind} specified. Only one may be chosen.`);
export const createSchemaMemberNeededFault = (member: string): AwsFault =>
  createInvalidArgumentFault(`SchemaConfiguration.${member} must not be null or empty`);
export const createBadTimestampFormatFault = (pattern: string): AwsFault =>
  createInvalidArgumentFault(
    `One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe: [Key: timestamp.formats Value: ${pattern}]`,
  );
/** Glue's fault as the SDK for Java words it; the text that AWS puts around it is not known. */
export const createTableNotFoundFault = (glue: AwsFault, requestId: string): AwsFault =>
  createInvalidArgumentFault(
    `${glue.message} (Service: AWSGlue; Status Code: ${glue.status}; Error Code: ${glue.code}; Request ID: ${requestId}; Proxy: null)`,
  );
export const createSchemaUnusableFault = (reason: string): AwsFault => createInvalidArgumentFault(reason);
/** This machine lacks DuckDB, which writes Parquet, or Python with pyarrow, which writes ORC. */
export const createWriterUnavailableFault = (reason: string): AwsFault =>
  new AwsFault("NotImplemented", reason, { status: 501 });

// Processors (FH-064 to FH-066, FH-096 to FH-098, FH-107), measured on AWS by others.
export const createDuplicateParameterFault = (): AwsFault =>
  createInvalidArgumentFault("Duplicate ProcessorParameter passed to ProcessingConfiguration.");
export const createProcessorCountFault = (): AwsFault =>
  createInvalidArgumentFault(
    "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.",
  );
export const createOneLambdaOnlyFault = (): AwsFault =>
  createInvalidArgumentFault("Cannot have more than 1 Lambda processor.");
export const createDecompressionNeededFault = (): AwsFault =>
  createInvalidArgumentFault("CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor");
/** Thrown for a missing parameter, too. */
export const createBadMessageExtractionFault = (): AwsFault =>
  createInvalidArgumentFault("Invalid parameter value for DataMessageExtraction. Allowed values are True and False.");
/** AWS's text is not known; this one is modeled on the text above. */
export const createBadCompressionFormatFault = (): AwsFault =>
  createInvalidArgumentFault("Invalid parameter value for CompressionFormat. Allowed value is GZIP.");
export const createOnlyWithPartitioningFault = (processor: "RecordDeAggregation" | "MetadataExtraction"): AwsFault =>
  createInvalidArgumentFault(
    `class com.amazonaws.services.firehose.internal.model.${processor}Processor can only be present when Dynamic Partitioning is enabled.`,
  );
export const createBadSubRecordTypeFault = (): AwsFault =>
  createInvalidArgumentFault("SubRecordType has to be one of JSON, DELIMITED");
export const createDelimiterNeededFault = (): AwsFault =>
  createInvalidArgumentFault("Delimiter should be present for DELIMITED");
export const createBadJsonEngineFault = (): AwsFault =>
  createInvalidArgumentFault("MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6");
/** AWS's text is not known. */
export const createQueryNeededFault = (): AwsFault =>
  createInvalidArgumentFault("MetadataExtractionQuery is required when MetadataExtraction processor is used.");
/** AWS's text is not known; the reason is jq's own message. */
export const createBadQueryFault = (reason: string): AwsFault =>
  createInvalidArgumentFault(`MetadataExtractionQuery is not a valid jq program: ${reason}`);
export const createLambdaArnNeededFault = (): AwsFault =>
  createInvalidArgumentFault("LambdaArn is required when Lambda processor is used.");
export const createInvalidLambdaArnFault = (): AwsFault => createInvalidArgumentFault("Invalid lambda ARN.");
export const createBadLambdaRetriesFault = (): AwsFault =>
  createInvalidArgumentFault("Number of retries for lambda must be between 0 and 300.");
export const createBadLambdaBufferSizeFault = (): AwsFault =>
  createInvalidArgumentFault("BufferSizeInMBs for lambda processor must be between 0.2 and 3.");
export const createBadLambdaBufferIntervalFault = (): AwsFault =>
  createInvalidArgumentFault("BufferIntervalInSeconds for lambda processor must be between 0 and 900.");
export const createBothLambdaBuffersNeededFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure buffering for lambda processor.",
  );

// AWS's texts for the first and the last of the next three faults are not known.
export const createPartitioningIsFixedFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Dynamic Partitioning can only be chosen when the Firehose stream is created; it can be neither enabled nor disabled later.",
  );
export const createBackupDestinationNeededFault = (): AwsFault =>
  createInvalidArgumentFault("S3 backup destination configuration is required when enabling S3 backup.");
export const createBackupStaysFault = (): AwsFault =>
  createInvalidArgumentFault("S3 backup cannot be disabled once it is enabled.");

/** A source or a key that AWS has and the lab cloud does not. */
export const createValueNotEmulatedFault = (member: string, value: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${member} '${value}'.`, { status: 501 });

// Prefixes. A string begins with this sentence where AWS's does; measured on AWS by others, 2026-09-10.
const createBadPrefixFault = (constraint: string): AwsFault =>
  createInvalidArgumentFault(`The supplied prefix(es) do not satisfy the following constraint: ${constraint}`);
type PrefixMember = "Prefix" | "ErrorOutputPrefix";
export const createStrayExpressionFault = (prefix: string): AwsFault =>
  createBadPrefixFault(`Invalid expression usage: ${prefix}.Must be of the form !{<namespace>:<value>}`);
export const createUnknownNamespaceFault = (namespace: string): AwsFault =>
  createBadPrefixFault(`Namespace to the left of colon (${namespace}) is an invalid keyword!`);
export const createBadExpressionValueFault = (member: PrefixMember): AwsFault =>
  createBadPrefixFault(`Invalid conversion character used in the value of the expression in ${member}`);
export const createErrorPrefixNeededFault = (): AwsFault =>
  createBadPrefixFault("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
export const createErrorTypeNeededFault = (): AwsFault =>
  createInvalidArgumentFault("ErrorOutputPrefix must contain at least one occurrence of !{firehose:error-output-type}");
export const createErrorTypeInPrefixFault = (): AwsFault =>
  createBadPrefixFault("Prefix must not contain any occurrence of !{firehose:error-output-type}");
export const createPartitionKeyInErrorPrefixFault = (): AwsFault =>
  createInvalidArgumentFault("Dynamic Partitioning Namespaces can't be part of an error prefix expression");
export const createPartitionKeyWithoutPartitioningFault = (): AwsFault =>
  createInvalidArgumentFault(
    "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
  );
export const createEvaluatedPrefixTooLongFault = (member: PrefixMember): AwsFault =>
  createBadPrefixFault(`Length of evaluated ${member === "Prefix" ? "prefix" : member} cannot be greater than 512`);

// Puts. The text of a throttled put is that of other emulators.
export const createSlowDownFault = (): AwsFault =>
  new AwsFault("ServiceUnavailableException", "Slow down.", { status: 503 });
/** The text is the API model's. */
export const createLogsOnlyFault = (): AwsFault =>
  new AwsFault(
    "InvalidSourceException",
    "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is enabled.",
  );
export const createBatchTooLargeFault = (): AwsFault => createInvalidArgumentFault("Records size exceeds 4 MB limit");
