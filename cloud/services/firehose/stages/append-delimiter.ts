import type { DestinationSettings } from "../destination/settings";
import type { Stage } from "./stage";

/** Writes a delimiter behind each record, a line feed unless another is chosen. Rows of a columnar file have none. */
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
