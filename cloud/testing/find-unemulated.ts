import type { EmulatedService } from "../services/framework/create-service";

/**
 * The name of an operation that a service's SDK has and the lab cloud does not emulate.
 *
 * @throws Error if it emulates them all: the test needs another service then
 */
export function findUnemulated({ name, operations }: EmulatedService): string {
  const found = Object.values(operations).find(({ kind }) => kind === "not emulated");
  if (found === undefined) throw new Error(`every operation of ${name} is emulated`);
  return found.name;
}
