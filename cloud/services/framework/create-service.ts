import { createNotEmulatedEntries, type OmittedOperation, type Operation } from "../../core/members";
import type { Service } from "../../core/service";
import type { Services } from "./services";
import sdkOperations from "../sdk-operations.json";

/** A service of the lab cloud. */
export type EmulatedService = Service<Services>;

/** One entry for each operation of an SDK client, so that a missing one does not compile. For services whose operations are recognized by their routes. */
export type OperationTable<Names extends string> = Readonly<Record<Names, Operation<Services> | OmittedOperation>>;

/** The emulated operations of an SDK client, for services whose requests contain the operation's name. `service` refuses all others by name. */
export type EmulatedOperations<Names extends string> = Readonly<Partial<Record<Names, Operation<Services>>>>;

/** The operations of each SDK client whose requests contain the operation's name; `npm run golden` takes them from the clients. */
const OF_THE_SDK: Readonly<Record<string, readonly string[]>> = sdkOperations;

/** @throws Error if an operation is in the table under another's name, which is a bug, found at the first start */
export function createService(definition: EmulatedService): EmulatedService {
  for (const [name, entry] of Object.entries(definition.operations)) {
    if (entry.name !== name) throw new Error(`${definition.name}: ${entry.name} is in the table as ${name}`);
  }
  return {
    ...definition,
    // Not by spread syntax: with EC2's seven hundred names that costs five milliseconds of every start.
    operations: Object.assign(createNotEmulatedEntries(OF_THE_SDK[definition.name] ?? []), definition.operations),
  };
}
