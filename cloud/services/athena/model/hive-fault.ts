import type { Failure } from "./stored-execution";

/** A statement of DDL that fails when it runs, with Hive's message as Athena passes it on. */
export class HiveFault extends Error {
  readonly failure: Failure;

  constructor(failure: Omit<Failure, "retryable">) {
    super(failure.reason);
    this.name = "HiveFault";
    this.failure = { ...failure, retryable: false };
  }
}

const USER = 2;
const SYSTEM = 1;
/** Athena's error types. Only these were measured; each is named after the error for which it was seen. */
const OBJECT_EXISTS = 1006;
const OBJECT_MISSING = 1301;
const CATALOG_FAILED = 1502;
const EXECUTION = 1100;
const NOT_SUPPORTED = 1200;

const createSemanticError = (text: string, type = EXECUTION): HiveFault =>
  new HiveFault({ reason: `FAILED: SemanticException ${text}`, category: USER, type });
const getExecution = (text: string, rest: Partial<Failure> = {}): HiveFault =>
  new HiveFault({
    reason: `FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. ${text}`,
    category: USER,
    type: EXECUTION,
    ...rest,
  });

// Measured on AWS (facts ATH-003, ATH-020, 2026-09).
export const createTableExists = (table: string): HiveFault =>
  getExecution(`AlreadyExistsException(message:Table ${table} already exist)`, {
    type: OBJECT_EXISTS,
    message: `Table ${table} already exists.`,
  });
export const createTableMissing = (name: string): HiveFault =>
  createSemanticError(`[Error 10001]: Table not found ${name}`, OBJECT_MISSING);
export const createDatabaseMissing = (database: string): HiveFault =>
  createSemanticError(`[Error 10072]: Database does not exist: ${database}`, OBJECT_MISSING);
export const createDatabaseExists = (database: string): HiveFault =>
  getExecution(`Database ${database} already exists`, { type: OBJECT_EXISTS });
export const createCannotRename = (): HiveFault =>
  getExecution("Unable to alter table. Table cannot be renamed", { type: OBJECT_EXISTS });
export const createCannotDropColumn = (message: string): HiveFault =>
  new HiveFault({ reason: `FAILED: ParseException ${message}`, message, category: USER, type: OBJECT_EXISTS });
export const createPathOfView = (): HiveFault => getExecution("Can not create a Path from an empty string");
export const createBadPatternFault = (pattern: string): HiveFault =>
  getExecution(`MetaException(message:Unable to get databases: java.util.regex.PatternSyntaxException: ${pattern})`, {
    type: OBJECT_EXISTS,
  });

// Documented by AWS (ATH-031).
export const createNameIsNullFault = (): HiveFault =>
  new HiveFault({ reason: "FAILED: NullPointerException Name is null", category: SYSTEM, type: 200 });

// Messages of Hive's, from its source and from public reports.
export const createDatabaseNotEmpty = (database: string): HiveFault =>
  getExecution(`InvalidOperationException(message:Database ${database} is not empty. One or more tables exist.)`);
export const createColumnRepeated = (): HiveFault =>
  createSemanticError("[Error 10035]: Column repeated in partitioning columns");
export const createColumnTwice = (column: string): HiveFault =>
  createSemanticError(`[Error 10036]: Duplicate column name: ${column}`);
export const createColumnExists = (column: string): HiveFault => getExecution(`Duplicate column name: ${column}`);
export const createBadTypeFault = (message: string): HiveFault =>
  getExecution(`java.lang.IllegalArgumentException: ${message}`);
export const formatUnknown = (format: string): HiveFault =>
  createSemanticError(`Unrecognized file format in STORED AS clause: '${format}'`);
export const createSerdeUnknown = (library: string): HiveFault => getExecution(`Cannot validate serde: ${library}`);
export const createBucketMissing = (bucket: string): HiveFault =>
  getExecution(
    `MetaException(message:Got exception: com.amazonaws.services.s3.model.AmazonS3Exception The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket; Bucket: ${bucket}))`,
  );
export const createPartitionExistsFault = (): HiveFault =>
  getExecution("AlreadyExistsException(message:Partition already exists.)", { type: OBJECT_EXISTS });
export const createPartitionMissingFault = (spec: string): HiveFault =>
  createSemanticError(`[Error 10006]: Partition not found (${spec})`, OBJECT_MISSING);
export const createNotPartitionedSpecFault = (spec: string): HiveFault =>
  createSemanticError(`table is not partitioned but partition spec exists: ${spec}`);
export const createOtherKeys = (spec: string): HiveFault =>
  createSemanticError(`Partition spec ${spec} contains non-partition columns`);
export const createKeysMissing = (spec: string, keys: number): HiveFault =>
  createSemanticError(`partition spec ${spec} doesn't contain all (${keys}) partition columns`);
export const createNotPartitionedFault = (table: string): HiveFault =>
  getExecution(`Table ${table} is not a partitioned table`);
export const createIsViewFault = (table: string): HiveFault =>
  createSemanticError(`[Error 10131]: To alter a view you need to use the ALTER VIEW command: ${table}`);
export const createDropsView = (): HiveFault =>
  createSemanticError("[Error 10130]: Cannot drop a view with DROP TABLE");
export const createNoViewFault = (name: string): HiveFault =>
  new HiveFault({ reason: `FAILED: SemanticException ${name} is not a view`, category: USER, type: NOT_SUPPORTED });

/** An error of the Data Catalog, as Athena passes it on. */
export const createCatalogRefused = (code: string, message: string): HiveFault =>
  getExecution(`MetaException(message:${message} (Service: AWSGlue; Status Code: 400; Error Code: ${code}))`, {
    category: SYSTEM,
    type: CATALOG_FAILED,
  });
