import { optional, required, structure, refused, type Members } from "../../../core/members";
import { blob, boolean, integer, list, map, oneOf, string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import type * as sdk from "@aws-sdk/client-lambda";

// Lengths and patterns as the API model gives them.

const BEFORE_NAME =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?";
/** A name, a partial or whole ARN, with or without a version or an alias: today's rules, recorded by LocalStack (2025-11-25). */
export const functionName = string({
  length: { min: 1, max: 256 },
  pattern: `${BEFORE_NAME}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
});
/** The name of a function to be created. */
export const newFunctionName = string({
  length: { min: 1, max: 140 },
  pattern: `${BEFORE_NAME}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
});
export const qualifier = string({
  length: { min: 1, max: 128 },
  pattern: "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
});
export const aliasName = string({ length: { min: 1, max: 128 }, pattern: "(?!^[0-9]+$)([a-zA-Z0-9-_]+)" });
export const version = string({ length: { min: 1, max: 1024 }, pattern: "(\\$LATEST|[0-9]+)" });
export const role = string({ pattern: "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+" });
export const handler = string({ length: { max: 128 }, pattern: "[^\\s]+" });
export const description = string({ length: { max: 256 } });
export const timeout = integer({ min: 1, max: 900 });
export const memory = integer({ min: 128, max: 10_240 });
export const marker = string();
export const statementId = string({ length: { min: 1, max: 100 }, pattern: "([a-zA-Z0-9-_]+)" });
export const pageOf50 = integer({ min: 1, max: 50 });
export const token = string();
export const revision = string();
export const pageOf10000 = integer({ min: 1, max: 10_000 });
export const sourceArn = string({
  pattern: "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
});
export const resourceArn = string({
  length: { min: 1, max: 256 },
  pattern:
    "arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)",
});
export const destination = string({
  length: { max: 350 },
  pattern:
    "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
});
export const zip = blob();
export const bucket = string({ length: { min: 3, max: 63 }, pattern: "[0-9A-Za-z\\.\\-_]*(?<!\\.)" });
export const objectKey = string({ length: { min: 1, max: 1024 } });
export const flag = boolean();
export const tags = map(string({ length: { min: 1, max: 128 } }), string({ length: { max: 256 } }));

/** The runtimes of AWS's API model, old ones included: `runtimes.ts` says which of them run here. */
export const runtime: Rule<sdk.Runtime> = string() as Rule<sdk.Runtime>;

const variableName = string({ pattern: "[a-zA-Z]([a-zA-Z0-9_])+" });
export const environment = structure({
  Variables: optional(map(variableName, string())),
} satisfies Members<sdk.Environment>);
export const ephemeralStorage = structure({
  Size: required(integer({ min: 512, max: 10_240 })),
} satisfies Members<sdk.EphemeralStorage>);
export const kmsKeyArn = string({ pattern: "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" });
export const tracing = structure({
  Mode: optional(oneOf(["Active", "PassThrough"])),
} satisfies Members<sdk.TracingConfig>);
export const deadLetter = structure({
  TargetArn: optional(string({ pattern: "(arn:(aws[a-zA-Z-]*):[a-z0-9-.]+:.*)|()" })),
} satisfies Members<sdk.DeadLetterConfig>);
/** Templates write empty lists for "no network", so these are not refused. */
export const vpc = structure({
  SubnetIds: refused(),
  SecurityGroupIds: refused(),
  Ipv6AllowedForDualStack: refused(),
} satisfies Members<sdk.VpcConfig>);
export const logging = structure({
  LogFormat: optional(oneOf(["JSON", "Text"])),
  ApplicationLogLevel: optional(oneOf(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"])),
  SystemLogLevel: optional(oneOf(["DEBUG", "INFO", "WARN"])),
  LogGroup: optional(string({ length: { min: 1, max: 512 }, pattern: "[\\.\\-_/#A-Za-z0-9]+" })),
} satisfies Members<sdk.LoggingConfig>);

const LAYER_ARN =
  "arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+";
const LAYER_VERSION_ARN = `(${LAYER_ARN}:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)`;
export const layerName = string({ length: { min: 1, max: 140 }, pattern: `(${LAYER_ARN})|[a-zA-Z0-9-_]+` });
export const layerVersionArn = string({ length: { min: 1, max: 2048 }, pattern: LAYER_VERSION_ARN });
export const layerVersion = integer();
export const license = string({ length: { max: 512 } });

/** A list that AWS checks as a whole: the error text contains the whole list, whichever item is wrong. */
const createListRule = <T>(item: Rule<T>, must: string, max: number): Rule<T[]> => {
  const items = list(item, { max });
  return {
    each: item,
    check(value) {
      const found = items.check(value);
      if (found.every(({ path }) => path === "") || !Array.isArray(value)) return found;
      return found.length === 0 ? NO_VIOLATIONS : [{ path: "", value: ` '[${value.join(", ")}]'`, must }];
    },
  };
};
export const layers = createListRule(
  layerVersionArn,
  `satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${LAYER_VERSION_ARN}, Member must not be null]`,
  Number.MAX_SAFE_INTEGER,
);

/** The runtimes that AWS can filter layers by, in AWS's order, recorded in January 2026. */
const ALL_RUNTIMES =
  "ruby3.5, ruby2.6, dotnetcore1.0, python3.7, nodejs8.10, nasa, ruby2.7, python2.7-greengrass, dotnetcore2.0, python3.8, java21, dotnet6, dotnetcore2.1, python3.9, java11, nodejs6.10, provided, dotnetcore3.1, dotnet8, java25, java17, nodejs, nodejs4.3, java8.al2, go1.x, dotnet10, nodejs20.x, go1.9, byol, nodejs10.x, provided.al2023, nodejs22.x, python3.10, java8, nodejs12.x, python3.11, nodejs24.x, nodejs8.x, python3.12, nodejs14.x, nodejs8.9, nodejs26.x, python3.13, python3.14, nodejs16.x, python3.15, provided.al2, nodejs4.3-edge, nodejs18.x, ruby3.2, python3.4, ruby3.3, ruby3.4, ruby2.5, python3.6, python2.7";
/**
 * The runtimes that AWS's error text lists when a layer is published for an unknown one, although older ones are
 * accepted, too.
 */
const LISTED_RUNTIMES =
  "nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2";
// The border: AWS accepts names that its SDK's type does not list.
export const compatibleRuntime = oneOf(ALL_RUNTIMES.split(", ")) as Rule<sdk.Runtime>;
export const compatibleArchitecture: Rule<sdk.Architecture> = oneOf(["x86_64", "arm64"]);
export const compatibleRuntimes = createListRule(compatibleRuntime, `satisfy enum value set: [${LISTED_RUNTIMES}]`, 15);
const oneArchitecture = createListRule(
  compatibleArchitecture,
  "satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  1,
);
/** A function has one. The text for more names them all (recorded on AWS by LocalStack, 2026-01-12, test_create_lambda_exceptions). */
export const architectures: typeof oneArchitecture = {
  ...oneArchitecture,
  check: (value) =>
    oneArchitecture
      .check(value)
      .map((violation) =>
        violation.value === "" && Array.isArray(value)
          ? { ...violation, value: ` '[${value.join(", ")}]'` }
          : violation,
      ),
};
export const compatibleArchitectures = createListRule(
  compatibleArchitecture,
  "satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  2,
);

const onOutcome = structure({ Destination: optional(destination) } satisfies Members<sdk.OnFailure>);
export const destinations = structure({
  OnSuccess: optional(onOutcome),
  OnFailure: optional(onOutcome),
} satisfies Members<sdk.DestinationConfig>);
/** The members that configure asynchronous calls. */
export const eventInvoke = {
  MaximumRetryAttempts: optional(integer({ min: 0, max: 2 })),
  MaximumEventAgeInSeconds: optional(integer({ min: 60, max: 21_600 })),
  DestinationConfig: optional(destinations),
};

const pattern = string({ length: { max: 4_096 } });
const filterCriteria = structure({
  Filters: optional(list(structure({ Pattern: optional(pattern) } satisfies Members<sdk.Filter>))),
} satisfies Members<sdk.FilterCriteria>);
/** The members that configure an event source mapping. */
export const mapping = {
  BatchSize: optional(integer({ min: 1, max: 10_000 })),
  FilterCriteria: optional(filterCriteria),
  KMSKeyArn: refused(),
  MetricsConfig: refused(),
  LoggingConfig: refused(),
  ScalingConfig: optional(
    structure({ MaximumConcurrency: optional(integer({ min: 2, max: 1_000 })) } satisfies Members<sdk.ScalingConfig>),
  ),
  MaximumBatchingWindowInSeconds: optional(integer({ min: 0, max: 300 })),
  ParallelizationFactor: optional(integer({ min: 1, max: 10 })),
  DestinationConfig: optional(destinations),
  MaximumRecordAgeInSeconds: optional(integer({ min: -1, max: 604_800 })),
  BisectBatchOnFunctionError: optional(flag),
  MaximumRetryAttempts: optional(integer({ min: -1, max: 10_000 })),
  TumblingWindowInSeconds: refused(),
  SourceAccessConfigurations: refused(),
  FunctionResponseTypes: optional(list(oneOf(["ReportBatchItemFailures"]), { max: 1 })),
  AmazonManagedKafkaEventSourceConfig: refused(),
  SelfManagedKafkaEventSourceConfig: refused(),
  DocumentDBEventSourceConfig: refused(),
  ProvisionedPollerConfig: refused(),
};
