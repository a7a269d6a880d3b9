import type { PlannedFault } from "../core/planned-fault";
import { AwsFault } from "../core/faults";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a fault that somebody asks for.
 *
 * @param fields `service`, `operation` and `code`, and as wanted `message`, `status` (400 to 599), `times` (1 or more),
 *               `probability` (0 to 1)
 * @throws AwsFault ValidationError naming the field that is wrong
 */
export function plannedFault(fields: Fields): PlannedFault {
  const code = text(fields, "code");
  return {
    service: text(fields, "service"),
    operation: text(fields, "operation"),
    code,
    message: fields["message"] === undefined ? "Asked for through /_lab/faults." : text(fields, "message"),
    status: number(fields, "status", { min: 400, max: 599 }) ?? 400,
    ...present("times", number(fields, "times", { min: 1, max: 1e9 })),
    ...present("probability", number(fields, "probability", { min: 0, max: 1 })),
  };
}

const present = (name: string, value: number | undefined): Record<string, number> =>
  value === undefined ? {} : { [name]: value };

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string" || value === "")
    throw new AwsFault("ValidationError", `${name} must be a text that is not empty`);
  return value;
}

function number(
  fields: Fields,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !(value >= min && value <= max))
    throw new AwsFault("ValidationError", `${name} must be a number from ${min} to ${max}`);
  return value;
}
