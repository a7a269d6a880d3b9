import type { Case, PlainValue } from "../case";

const call = (operation: string, input: PlainValue, rest: Omit<Case, "service" | "operation" | "input">): Case => ({
  service: "logs",
  operation,
  input,
  ...rest,
});
const logGroupName = "/labs/trips";
const logStreamName = "one";
const MINUTE = 1_893_456_000_000;

/** Cases with a log group, a log stream, and events written to it. */
export const logsCases: readonly Case[] = [
  call(
    "CreateLogStream",
    { logGroupName, logStreamName },
    {
      says: "do not find a group that is not there",
      fault: { code: "ResourceNotFoundException", message: "The specified log group does not exist.", status: 400 },
    },
  ),
  call("CreateLogGroup", { logGroupName }, { says: "create a group" }),
  call(
    "CreateLogGroup",
    { logGroupName },
    {
      says: "cannot create it twice",
      fault: { code: "ResourceAlreadyExistsException", message: "The specified log group already exists" },
    },
  ),
  call("CreateLogStream", { logGroupName, logStreamName }, { says: "create a stream" }),
  call(
    "PutLogEvents",
    {
      logGroupName,
      logStreamName,
      logEvents: [
        { timestamp: MINUTE, message: "trip began" },
        { timestamp: MINUTE + 1, message: "error: no fuel" },
        { timestamp: MINUTE + 2, message: '{"level": "WARN", "litres": [3.5]}' },
      ],
    },
    { says: "write events" },
  ),
  call(
    "GetLogEvents",
    { logGroupName, logStreamName, startFromHead: true },
    {
      says: "read them",
      output: {
        "events.0.message": "trip began",
        "events.1.message": "error: no fuel",
        "events.1.timestamp": MINUTE + 1,
      },
    },
  ),
  call(
    "FilterLogEvents",
    { logGroupName, filterPattern: "error" },
    { says: "filter them", output: { "events.0.message": "error: no fuel" } },
  ),
  call(
    "FilterLogEvents",
    { logGroupName, filterPattern: '{ $.level = "W*" && ($.litres[0] < 4 || $.litres NOT EXISTS) }' },
    { says: "filter them as JSON", output: { "events.0.message": '{"level": "WARN", "litres": [3.5]}' } },
  ),
  call(
    "FilterLogEvents",
    { logGroupName, filterPattern: "[what = error*, ..., of = fuel || of = %oil$%]" },
    { says: "filter them by their fields", output: { "events.0.message": "error: no fuel" } },
  ),
  call(
    "FilterLogEvents",
    { logGroupName, filterPattern: "{ $.level = }" },
    {
      says: "cannot filter by what is not a pattern",
      fault: { code: "InvalidParameterException", message: "Invalid filter pattern", status: 400 },
    },
  ),
  call("DeleteLogGroup", { logGroupName }, { says: "delete the group" }),
];
