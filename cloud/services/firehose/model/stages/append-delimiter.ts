import type { DestinationSettings } from "../destination/settings";
import type { Stage } from "./stage";

/**
 * Appends a delimiter to each record, a line feed unless the destination names another. Rows of a columnar file have
 * none.
 */
export function appendDelimiter({ processors: { delimiter }, conversion }: DestinationSettings): Stage | undefined {
  if (delimiter === undefined || conversion !== undefined) return undefined;
  return {
    name: "append delimiter",
    run: (items) => ({
      items: items.map((item) => ({ ...item, data: Buffer.concat([item.data, delimiter]) })),
      failures: [],
    }),
  };
}
