import type { Dimension, Metric, StandardUnit } from "@aws-sdk/client-cloudwatch";
import { required, optional, structure, type Members } from "../../../core/members";
import { integer, list, oneOf, string } from "../../../core/rules";

/** Rules of members that several operations share; limits and patterns are those of the API model. */
export const namespace = string({ length: { min: 1, max: 255 }, pattern: "[^:].*" });
export const metricName = string({ length: { min: 1, max: 255 } });
const dimension = structure({
  Name: required(string({ length: { min: 1, max: 255 } })),
  Value: required(string({ length: { min: 1, max: 1024 } })),
} satisfies Members<Dimension>);
export const dimensions = list(dimension, { max: 30 });
export const metric = structure({
  Namespace: optional(namespace),
  MetricName: optional(metricName),
  Dimensions: optional(dimensions),
} satisfies Members<Metric>);
export const period = integer({ min: 1 });
const UNITS = [
  "Seconds",
  "Microseconds",
  "Milliseconds",
  "Bytes",
  "Kilobytes",
  "Megabytes",
  "Gigabytes",
  "Terabytes",
  "Bits",
  "Kilobits",
  "Megabits",
  "Gigabits",
  "Terabits",
  "Percent",
  "Count",
  "Bytes/Second",
  "Kilobytes/Second",
  "Megabytes/Second",
  "Gigabytes/Second",
  "Terabytes/Second",
  "Bits/Second",
  "Kilobits/Second",
  "Megabits/Second",
  "Gigabits/Second",
  "Terabits/Second",
  "Count/Second",
  "None",
] as const satisfies readonly StandardUnit[];
export const unit = oneOf(UNITS);
export const isUnit = (value: unknown): value is StandardUnit => UNITS.some((unit) => unit === value);
