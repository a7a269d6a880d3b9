import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { toPlainKey } from "./model/keys";
import { toWholeSecondsDate } from "./api/spelling";
import { unpackObject } from "./store/stored-object";

/** The console shows this many objects of each bucket. */
const SHOWN_OBJECTS = 200;

/** What the console shows: buckets by name, and the first objects of each. */
export function createViews({ s3 }: Services): readonly View[] {
  const buckets = [...s3.listBuckets()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = buckets.map(({ name, document, objects }) => [
    name,
    document.region,
    toWholeSecondsDate(document.createdAt).toISOString(),
    String(objects.size),
  ]);
  return [{ title: "Buckets", columns: ["Name", "Region", "Created", "Objects"], rows }, ...buckets.map(countObjects)];
}

function countObjects({ name, objects }: ReturnType<Services["s3"]["listBuckets"]>[number]): View {
  const rows: string[][] = [];
  for (const [key, object] of objects.listEntriesFrom("")) {
    if (rows.length === SHOWN_OBJECTS) break;
    const { size, modifiedAt, etag } = unpackObject(object);
    rows.push([toPlainKey(key), String(size), toWholeSecondsDate(modifiedAt).toISOString(), etag]);
  }
  const title =
    objects.size > rows.length
      ? `Objects in ${name} (the first ${rows.length} of ${objects.size})`
      : `Objects in ${name}`;
  return { title, columns: ["Key", "Bytes", "Modified", "ETag"], rows };
}
