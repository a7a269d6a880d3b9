import type { DdlOf, DdlStatement } from "./statements";

/** Whether a statement is refused at its start where its table is missing; the others fail when they run (measured). */
export const readsExistingTable = (statement: DdlStatement): statement is DdlOf<"describe"> | DdlOf<"show-columns"> =>
  statement.kind === "describe" || statement.kind === "show-columns";
