import { setImmediate as nextTurn } from "node:timers/promises";
import { createRowReader, type RowReader } from "../conversion/row-reader";
import { findSchema, type SchemaFailure, type Schema } from "../conversion/schema";
import type { ConversionSettings, SchemaSource } from "../conversion/settings";
import type { DestinationSettings } from "../destination/settings";
import { type Failure, type Item, type Stage, type StageContext, type StageResult, encodeRawData } from "./stage";
import { ConversionMismatch } from "../conversion/serde/deserializer";
import { getSequenceNumber } from "./kpl-records";

/** The table's details in the line; account and region default to the stream's own. */
interface ConversionTable {
  readonly source: SchemaSource;
  readonly account: string;
  readonly region: string;
}

/**
 * The line that is delivered under the error prefix for a record that did not convert.
 *
 * @param reason `endedAt`: when it was tried, ms since the epoch
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
const formatConversionError = (
  item: Item,
  reason: { readonly code: string; readonly message: string; readonly endedAt: number },
  { source, account, region }: ConversionTable,
): string =>
  JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: item.arrivedAt,
    lastErrorCode: reason.code,
    lastErrorMessage: reason.message,
    attemptEndingTimestamp: reason.endedAt,
    rawData: encodeRawData(item),
    sequenceNumber: getSequenceNumber(item),
    subSequenceNumber: 0,
    dataCatalogTable: {
      catalogId: source.catalogId ?? account,
      databaseName: source.database,
      tableName: source.table,
      region: source.region ?? region,
      versionId: source.versionId,
      roleArn: source.roleArn,
    },
  });

/** After this many records the loop yields to other work. */
const RECORDS_AT_ONCE = 250;

/**
 * Reads JSON records as rows of the table that the destination names; the rows of a buffer become one columnar file. A
 * record that does not fit fails without affecting the others.
 */
export function convert({ conversion }: DestinationSettings, context: StageContext): Stage | undefined {
  if (conversion === undefined) return undefined;
  return {
    name: "convert",
    async run(items, at) {
      // Looked up for each batch: a new table version applies as soon as it exists.
      const schema = findSchema(conversion.schema, context);
      const staged =
        "code" in schema
          ? failWithoutSchema(items, schema, { conversion, context, at })
          : await read(items, schema, { conversion, context, at });
      context.metrics.noteConverted(context.now(), {
        succeeded: staged.items.map(getSize),
        failed: staged.failures.map(({ item }) => getSize(item)),
      });
      return staged;
    },
  };
}

interface Conversion {
  readonly conversion: ConversionSettings;
  readonly context: StageContext;
  readonly at: number;
}

async function read(items: readonly Item[], schema: Schema, conversion: Conversion): Promise<StageResult> {
  const reader = createReader(schema, conversion);
  const passed: Item[] = [];
  const failures: Failure[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % RECORDS_AT_ONCE === 0) await nextTurn();
    const rows = reader(item.data, item.read);
    if (rows instanceof ConversionMismatch)
      failures.push(createFailure(item, { code: rows.code, message: rows.message }, conversion));
    else passed.push({ ...item, read: undefined, data: Buffer.from(rows), size: item.data.byteLength, schema });
  }
  return { items: passed, failures };
}

const failWithoutSchema = (items: readonly Item[], missing: SchemaFailure, conversion: Conversion): StageResult => ({
  items: [],
  failures: items.map((item) => createFailure(item, missing, conversion)),
});

const createFailure = (
  item: Item,
  reason: { readonly code: string; readonly message: string },
  { conversion, context, at }: Conversion,
): Failure => ({
  item,
  type: "format-conversion-failed",
  reason: { code: reason.code, message: reason.message },
  line: formatConversionError(
    item,
    { ...reason, endedAt: at },
    { source: conversion.schema, account: context.core.account, region: context.core.region },
  ),
});

/** The compiled reader of each configuration, for the schema and the year that it was last used with. */
const readers = new WeakMap<
  ConversionSettings,
  { readonly schema: Schema; readonly year: number; readonly read: RowReader }
>();

function createReader(schema: Schema, { conversion, at }: Conversion): RowReader {
  const year = new Date(at).getUTCFullYear();
  const known = readers.get(conversion);
  if (known?.schema === schema && known.year === year) return known.read;
  const read = createRowReader(schema, conversion.input, year);
  readers.set(conversion, { schema, year, read });
  return read;
}

const getSize = ({ data, size }: Item): number => size ?? data.byteLength;
