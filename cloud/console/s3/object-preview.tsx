import { formatBytes } from "../formats";
import { useLoaded } from "../loaded";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import type { ListedObject } from "./objects";
import { readPreview } from "./preview";

const formatRowCount = (rows: number): string => (rows === 1 ? "the first row" : `the first ${rows} rows`);

/** The contents of one object. */
export function ObjectPreview({ bucket, object }: { bucket: string; object: ListedObject }) {
  const { key, bytes, modified } = object;
  const { value, error } = useLoaded(() => readPreview(bucket, key, bytes), `${bucket}/${key} ${modified}`, []);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{key}</h2>
      <Notice error={error} />
      {value === undefined ? null : (
        <p>{`${formatBytes(bytes)}, ${value.format}${value.kind === "table" ? `, ${formatRowCount(value.rows.length)}` : ""}`}</p>
      )}
      {value?.kind === "text" ? <CopyText label="Content" text={value.text} /> : null}
      {value?.kind === "table" ? (
        <VirtualList
          label="Rows"
          columns={value.columns}
          items={value.rows.map((cells, n) => ({ cells, n }))}
          getKey={({ n }) => n}
          none="No rows."
          renderCells={({ cells }) => cells}
        />
      ) : null}
    </section>
  );
}
