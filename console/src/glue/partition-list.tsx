import { useState } from "preact/hooks";
import { formatTime, formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { S3Link } from "../s3/s3-link";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { listPartitions, type PartitionPage } from "./partitions";

interface PartitionListProps {
  readonly database: string;
  readonly table: string;
  /** The names of the partition keys. */
  readonly keys: readonly string[];
}

/** The partitions in the catalog, all or those that match an expression. */
export function PartitionList({ database, table, keys }: PartitionListProps) {
  const [written, write] = useState("");
  const [expression, setExpression] = useState("");
  const [more, setMore] = useState<readonly PartitionPage[]>([]);
  const [failure, setFailure] = useState<string>();
  const { value, error } = useLoaded(
    async () => {
      const first = await listPartitions({ database, table, expression });
      setMore([]);
      return first;
    },
    `${database}.${table} ${expression}`,
    ["glue", "athena"],
  );
  const pages = value === undefined ? [] : [value, ...more];
  const next = pages.at(-1)?.next;
  const items = pages.flatMap(({ partitions }) => partitions);
  const goOn = (): void => {
    listPartitions({ database, table, expression, from: next }).then(
      (page) => (setFailure(undefined), setMore((before) => [...before, page])),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  return (
    <>
      <form class="bar" onSubmit={(event) => (event.preventDefault(), setExpression(written))}>
        <label>
          {"Only where "}
          <input
            size={36}
            value={written}
            placeholder={`${keys[0] ?? "key"} = '…'`}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
        </label>
        <button type="submit">Filter</button>
        <span role="status">
          {value === undefined
            ? ""
            : `${formatCount(items.length, "partition")}${next === undefined ? "" : ", and more"}`}
        </span>
      </form>
      <Notice error={failure ?? error} />
      <VirtualList
        label="Partitions"
        columns={[...keys, "Location", "Created"]}
        items={items}
        getKey={({ Values }) => JSON.stringify(Values)}
        none={expression === "" ? "The catalog holds no partition of this table." : "No partition is like that."}
        renderCells={({ Values, StorageDescriptor, CreationTime }) => [
          ...keys.map((_key, at) => Values[at]),
          <S3Link uri={StorageDescriptor?.Location} />,
          formatTime((CreationTime ?? NaN) * 1000),
        ]}
      />
      {next === undefined ? null : (
        <button type="button" onClick={goOn}>
          Show more partitions
        </button>
      )}
    </>
  );
}
