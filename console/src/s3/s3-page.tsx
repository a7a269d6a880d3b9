import { useState } from "preact/hooks";
import { useFeed } from "../feed";
import { formatBytes, formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { listBucketNames } from "../names";
import { to, type Route } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { VirtualList } from "../widgets/virtual-list";
import { listObjects, type ListedObject, type Listing } from "./objects";
import { CopyText } from "../widgets/copy-text";
import { readPreview } from "./preview";

const formatRowCount = (rows: number): string => (rows === 1 ? "the first row" : `the first ${rows} rows`);

/** The contents of one object. */
function ObjectPreview({ bucket, object }: { bucket: string; object: ListedObject }) {
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

/** The buckets, or a folder of one: `#/s3/<bucket>/<prefix>`. */
export const S3Page = ({ route: [bucket, prefix = ""] }: { route: Route }) =>
  bucket === undefined ? <Buckets /> : <Folder bucket={bucket} prefix={prefix} />;

function Buckets() {
  const { message } = useFeed();
  const { value: names = [], error } = useLoaded(listBucketNames, "buckets", ["s3"]);
  return (
    <>
      <h1>S3 buckets</h1>
      <Notice error={error} />
      <Table
        caption="Buckets"
        columns={["Bucket", "Objects"]}
        none="There is no bucket yet."
        rows={names.map((name) => [<a href={to("s3", name)}>{name}</a>, message?.live["s3"]?.[name]?.["objects"]])}
      />
    </>
  );
}

interface Row {
  readonly name: string;
  readonly folder?: string;
  readonly object?: ListedObject;
}

/** Folders first, then objects, by name within the folder. */
const createRows = ({ folders, objects }: Listing, prefix: string): Row[] => [
  ...folders.map((folder) => ({ name: folder.slice(prefix.length), folder })),
  ...objects.map((object) => ({ name: object.key.slice(prefix.length), object })),
];

function Folder({ bucket, prefix }: { bucket: string; prefix: string }) {
  const { message } = useFeed();
  const [more, setMore] = useState<readonly Listing[]>([]);
  const [chosen, choose] = useState<ListedObject>();
  const count = Number(message?.live["s3"]?.[bucket]?.["objects"] ?? 0);
  const { value, error } = useLoaded(
    async () => {
      const first = await listObjects({ bucket, prefix, delimiter: "/" });
      setMore([]);
      return first;
    },
    `${bucket}/${prefix}`,
    [count, "s3 data"],
  );
  const [failure, setFailure] = useState<string>();
  const pages = value === undefined ? [] : [value, ...more];
  const next = pages.at(-1)?.next;
  const rows = pages.flatMap((page) => createRows(page, prefix));
  const goOn = (): void => {
    listObjects({ bucket, prefix, delimiter: "/", from: next }).then(
      (page) => setMore((before) => [...before, page]),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  return (
    <>
      <Path bucket={bucket} prefix={prefix} />
      <h1>{bucket}</h1>
      <Notice error={failure ?? error} />
      <p role="status">
        {value === undefined
          ? "Asking the cloud …"
          : `${formatCount(rows.length, "thing")}${next === undefined ? "" : ", and more"}`}
      </p>
      <VirtualList
        label="Objects"
        columns={["Name", "Size", "Modified"]}
        widths={[4, 1, 2]}
        items={rows}
        getKey={({ name }) => name}
        isChosen={({ object }) => object !== undefined && object.key === chosen?.key}
        none="Nothing is here."
        renderCells={({ name, folder, object }) => [
          folder === undefined ? (
            <button
              type="button"
              class="link"
              aria-pressed={object?.key === chosen?.key}
              onClick={() => choose(object)}
            >
              {name}
            </button>
          ) : (
            <a href={to("s3", bucket, folder)}>{name}</a>
          ),
          object === undefined ? "folder" : formatBytes(object.bytes),
          object?.modified.slice(0, 19).replace("T", " ") ?? "",
        ]}
      />
      {next === undefined ? null : (
        <button type="button" onClick={goOn}>
          Show more
        </button>
      )}
      {chosen === undefined ? null : <ObjectPreview key={chosen.key} bucket={bucket} object={chosen} />}
    </>
  );
}

/** The path of the folder, in which each folder above is a link. */
function Path({ bucket, prefix }: { bucket: string; prefix: string }) {
  const parts = prefix.split("/").slice(0, -1);
  return (
    <nav aria-label="Folders above" class="path">
      <a href={to("s3")}>All buckets</a> / <a href={to("s3", bucket)}>{bucket}</a>
      {parts.map((part, n) => (
        <span key={n}>
          {" / "}
          <a href={to("s3", bucket, `${parts.slice(0, n + 1).join("/")}/`)}>{part}</a>
        </span>
      ))}
    </nav>
  );
}
