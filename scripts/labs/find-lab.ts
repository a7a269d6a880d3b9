import { labs, type Lab } from "../../course/index";
import { UsageError } from "./command";

/**
 * Finds a lab by its number or its id: `01`, `1`, `01-streaming-ingestion`.
 *
 * @throws UsageError with the list of labs
 */
export function findLab(named: string, all: readonly Lab[] = labs): Lab {
  const found = all.find(({ id, number }) => id === named || (/^\d+$/.test(named) && Number(number) === Number(named)));
  if (found === undefined) {
    throw new UsageError(
      `There is no lab "${named}". The labs are: ${all.map(({ number, title }) => `${number} (${title})`).join(", ")}.`,
    );
  }
  return found;
}
