import type { Scan } from "../analysis/context";
import { QueryFault } from "../query-engine";
import type { ScanPartition } from "./scan-files";

/** The partitions that a table's properties describe (ATH-032). @throws QueryFault */
export function projectedPartitions({ table }: Scan, now: number): readonly ScanPartition[] {
  throw new QueryFault("NOT_SUPPORTED", `${table.definition.Name} ${now}`);
}
