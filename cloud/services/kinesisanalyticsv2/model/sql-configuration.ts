import type { InputDescription, OutputDescription } from "@aws-sdk/client-kinesis-analytics-v2";
import type { Rule } from "../../../core/rules";
import { SqlProblem } from "./sql/tokens";
import { parse } from "./sql/parse";
import type { SqlInput, SqlOutput } from "./sql/tables";
import * as faults from "./faults";
import type { input, output, sqlConfiguration } from "./sql-fields";
import type { StoredApplication, StoredOutput, StoredSql } from "./stored-application";

type RuleValue<R> = R extends Rule<infer T> ? T : never;

/** The maximum number of outputs of an application (KDA-011). */
const MAX_OUTPUTS = 3;

/** @throws AwsFault InvalidArgumentException, InvalidApplicationConfigurationException */
export function createSql(configuration: RuleValue<typeof sqlConfiguration> = {}): StoredSql {
  const { Inputs = [], Outputs = [] } = configuration;
  let sql: StoredSql = { inputs: [], outputs: [] };
  for (const [at, item] of Inputs.entries()) sql = addInput(sql, item, `${at + 1}.1`);
  for (const [at, item] of Outputs.entries()) sql = addOutput(sql, item, `${Inputs.length + at + 1}.1`);
  return sql;
}

/** @throws AwsFault InvalidArgumentException for a second input, or a format that the lab cloud does not read */
export function addInput(sql: StoredSql, configuration: RuleValue<typeof input>, id: string): StoredSql {
  if (sql.inputs.length > 0) throw faults.createArgumentFault("An SQL application has one input at most.");
  const { KinesisStreamsInput: stream, InputSchema: schema, NamePrefix: prefix } = configuration;
  if (stream === undefined) throw faults.createArgumentFault("An input needs KinesisStreamsInput.");
  if ((configuration.InputParallelism?.Count ?? 1) > 1)
    throw faults.createUnsupportedFault(
      "The lab cloud has InputParallelism of 1 alone: one in-application stream an input.",
    );
  const path = schema.RecordFormat.MappingParameters?.JSONMappingParameters?.RecordRowPath ?? "$";
  if (path !== "$")
    throw faults.createUnsupportedFault(
      "The lab cloud reads a row from each record: RecordRowPath has to be $. Use Mapping for what is inside.",
    );
  return { ...sql, inputs: [{ id, prefix, streamArn: stream.ResourceARN, schema }] };
}

/** @throws AwsFault LimitExceededException, InvalidArgumentException unless the output has exactly one destination */
export function addOutput(sql: StoredSql, configuration: RuleValue<typeof output>, id: string): StoredSql {
  if (sql.outputs.length >= MAX_OUTPUTS) throw faults.createTooManyOutputsFault(MAX_OUTPUTS);
  const { KinesisStreamsOutput: kinesis, KinesisFirehoseOutput: firehose, LambdaOutput: lambda } = configuration;
  const found = Object.entries({ kinesis, firehose, lambda }).flatMap(([kind, item]) =>
    item === undefined ? [] : [{ kind: kind as StoredOutput["kind"], arn: item.ResourceARN }],
  );
  const [to] = found;
  if (to === undefined || found.length > 1)
    throw faults.createArgumentFault("An output has one of KinesisStreamsOutput, KinesisFirehoseOutput, LambdaOutput.");
  const added = { id, stream: configuration.Name, ...to, format: configuration.DestinationSchema.RecordFormatType };
  return { ...sql, outputs: [...sql.outputs, added] };
}

/** @throws AwsFault CodeValidationException with line and column */
export function checkCode(text: string): void {
  try {
    parse(text);
  } catch (error) {
    throw error instanceof SqlProblem ? faults.createCodeIsWrongFault(error.message) : error;
  }
}

/** The in-application stream of an input (KDA-005). */
const getInAppStream = (prefix: string): string => `${prefix}_001`;

export const describeInputs = ({ inputs }: StoredSql): InputDescription[] =>
  inputs.map(({ id, prefix, streamArn, schema }) => ({
    InputId: id,
    NamePrefix: prefix,
    InAppStreamNames: [getInAppStream(prefix)],
    KinesisStreamsInputDescription: { ResourceARN: streamArn },
    InputSchema: schema,
    InputParallelism: { Count: 1 },
    InputStartingPositionConfiguration: {},
  }));

export const describeOutputs = ({ outputs }: StoredSql): OutputDescription[] =>
  outputs.map(({ id, stream, kind, arn, format }) => ({
    OutputId: id,
    Name: stream,
    ...(kind === "kinesis" ? { KinesisStreamsOutputDescription: { ResourceARN: arn } } : {}),
    ...(kind === "firehose" ? { KinesisFirehoseOutputDescription: { ResourceARN: arn } } : {}),
    ...(kind === "lambda" ? { LambdaOutputDescription: { ResourceARN: arn } } : {}),
    DestinationSchema: { RecordFormatType: format },
  }));

/** `arn:aws:kinesis:us-east-1:000000000000:stream/users` names the stream `users` of `us-east-1`. */
function parseTarget(arn: string): { readonly name: string; readonly region: string } {
  const [, , , region = "", , ...rest] = arn.split(":");
  return { name: rest.at(-1)?.split("/").at(-1) ?? "", region };
}

/**
 * The parts of an application that the translation needs.
 *
 * @param folderOf the folder for the rows of an output that the lab cloud delivers
 */
export function createProgram(
  app: StoredApplication,
  folderOf: (output: StoredOutput) => string,
): { readonly inputs: readonly SqlInput[]; readonly outputs: readonly SqlOutput[] } {
  const { inputs = [], outputs = [] } = app.configuration.sql ?? {};
  return {
    inputs: inputs.map(({ prefix, streamArn, schema }) => {
      const { name, region } = parseTarget(streamArn);
      const { RecordFormatType: kind, MappingParameters: mapping } = schema.RecordFormat ?? {};
      const delimiter = mapping?.CSVMappingParameters?.RecordColumnDelimiter ?? ",";
      return {
        stream: getInAppStream(prefix),
        source: name,
        region,
        format: kind === "CSV" ? { kind, delimiter } : { kind: "JSON" },
        columns: (schema.RecordColumns ?? []).map(({ Name = "", SqlType = "", Mapping }) => ({
          name: Name,
          type: SqlType,
          ...(Mapping === undefined ? {} : { mapping: Mapping }),
        })),
        from: app.starting === "TRIM_HORIZON" ? "TRIM_HORIZON" : (app.job?.startedAt ?? 0),
      };
    }),
    outputs: outputs.map((output) => {
      const { stream, id, format, kind, arn } = output;
      const { name, region } = parseTarget(arn);
      const to =
        kind === "kinesis" ? { kind, name, region } : { kind, name: getName(kind, arn), folder: folderOf(output) };
      return { stream, id, format, to };
    }),
  };
}

/** The name in an ARN. A function's ARN ends with `:function:name`, which a version may follow. */
export const getName = (kind: StoredOutput["kind"], arn: string): string =>
  kind === "lambda" ? arn : parseTarget(arn).name;
