import type { SchemaSource } from "../conversion/settings";
import { type Item, encodeRawData } from "./stage";
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
export const formatConversionError = (
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
