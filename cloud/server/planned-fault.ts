import type { PlannedFault } from "../core/fault-plan";
import { AwsFault } from "../core/faults";

type Fields = Readonly<Record<string, unknown>>;

const KNOWN = ["service", "operation", "code", "message", "status", "times", "probability"];
/**
 * The form of a code, which answers have in a header, too. AWS's codes are words, some with dots:
 * `AWS.SimpleQueueService.NonExistentQueue`.
 */
const CODE = /^[A-Za-z][A-Za-z0-9.]{0,127}$/;

/**
 * Reads a fault to be planned.
 *
 * @param fields   `service`, `operation` and `code`, and optionally `message`, `status` (400 to 599), `times` (1 or
 *                 more), `probability` (0 to 1)
 * @param emulated the names of the emulated operations, by service: other calls could never get this fault
 * @throws AwsFault ValidationError naming the wrong field, and the valid values
 */
export function parsePlannedFault(fields: Fields, emulated: Readonly<Record<string, readonly string[]>>): PlannedFault {
  const unknown = Object.keys(fields).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw createWrongRequest(`There is no field ${shortenValue(unknown)}. There are: ${KNOWN.join(", ")}`);
  const service = parseChoice("service", parseText(fields, "service"), Object.keys(emulated).sort());
  const operation = parseText(fields, "operation");
  const code = parseText(fields, "code");
  if (!CODE.test(code))
    throw createWrongRequest(
      `code must be a word such as ThrottlingException: letters, digits and dots, not ${shortenValue(code)}`,
    );
  return {
    service,
    operation: parseChoice(`operation of ${service}`, operation, emulated[service] ?? []),
    code,
    message: fields["message"] === undefined ? "Asked for through /_lab/faults." : parseText(fields, "message"),
    status: parseWhole(fields, "status", { min: 400, max: 599 }) ?? 400,
    ...createIfPresent("times", parseWhole(fields, "times", { min: 1, max: 1e9 })),
    ...createIfPresent("probability", parseNumber(fields, "probability", { min: 0, max: 1 })),
  };
}

const createWrongRequest = (message: string): AwsFault => new AwsFault("ValidationError", message);

/** A sent value, shortened for an error message. */
const shortenValue = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);

function parseChoice(subject: string, value: string, known: readonly string[]): string {
  if (!known.includes(value))
    throw createWrongRequest(`There is no ${subject} called ${shortenValue(value)}. There are: ${known.join(", ")}`);
  return value;
}

const createIfPresent = (name: string, value: number | undefined): Record<string, number> =>
  value === undefined ? {} : { [name]: value };

function parseText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string" || value === "") throw createWrongRequest(`${name} must be a string that is not empty`);
  return value;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function parseWhole(fields: Fields, name: string, range: Range): number | undefined {
  const value = parseNumber(fields, name, range);
  if (value !== undefined && !Number.isInteger(value)) throw createWrongRequest(`${name} must be a whole number`);
  return value;
}

function parseNumber(fields: Fields, name: string, { min, max }: Range): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !(value >= min && value <= max))
    throw createWrongRequest(`${name} must be a number from ${min} to ${max}`);
  return value;
}
