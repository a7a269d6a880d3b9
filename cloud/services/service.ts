import type { NotEmulated, Operation } from "../core/operation";
import type { Service } from "../core/service";
import type { Lab } from "./lab";

/** A service of the lab cloud. */
export type LabService = Service<Lab>;

/** One entry for each operation of an SDK client, so that a missing one does not compile. */
export type OperationTable<Names extends string> = Readonly<Record<Names, Operation<Lab> | NotEmulated>>;

/** @throws Error if an operation stands under another's name: our bug, found at the first start */
export function service(definition: LabService): LabService {
  for (const [name, entry] of Object.entries(definition.operations)) {
    if (entry.name !== name) throw new Error(`${definition.name}: ${entry.name} stands in the table as ${name}`);
  }
  return definition;
}
