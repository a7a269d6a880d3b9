import { integer, list, map, string } from "../../../core/rules";

/** Member rules that several operations share; with the lengths and patterns of the API model. */
export const logGroupName = string({ length: { min: 1, max: 512 }, pattern: "[\\.\\-_/#A-Za-z0-9]+" });
export const kmsKeyId = string({ length: { max: 256 } });
export const logGroupIdentifier = string({ length: { min: 1, max: 2048 }, pattern: "[\\w#+=/:,.@-]*" });
export const logStreamName = string({ length: { min: 1, max: 512 }, pattern: "[^:*]*" });
export const resourceArn = string({ length: { min: 1, max: 1011 }, pattern: "[\\w+=/:,.@\\-\\*]*" });
const tagKey = string({ length: { min: 1, max: 128 }, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)" });
export const tags = map(tagKey, string({ length: { max: 256 }, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)" }), {
  min: 1,
  max: 50,
});
export const tagKeys = list(tagKey, { max: 50 });
export const filterName = string({ length: { min: 1, max: 512 }, pattern: "[^:*]*" });
export const filterPatternText = string({ length: { max: 1024 } });
export const metricName = string({ length: { max: 255 }, pattern: "[^:*$]*" });
/** Unlike a name, it may have a colon (validated on AWS by LocalStack, test_put_metric_filter_with_special_namespace). */
export const metricNamespace = string({ length: { max: 255 }, pattern: "[^*$]*" });
/** ms since the epoch. */
export const moment = integer({ min: 0 });
export const nextToken = string({ length: { min: 1 } });
export const describeLimit = integer({ min: 1, max: 50 });
export const eventsLimit = integer({ min: 1, max: 10_000 });
