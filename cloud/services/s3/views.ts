import type { View } from "../../core/service";
import type { Lab } from "../lab";
import { plainKey } from "./keys";
import { toldTime } from "./spelling";
import { unpacked } from "./store/stored-object";

/** The console shows this many objects of each bucket. */
const SHOWN_OBJECTS = 200;

/** What the console shows: buckets by name, and the first objects of each. */
export function views({ s3 }: Lab): readonly View[] {
  const buckets = [...s3.buckets()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = buckets.map(({ name, document, objects }) => [
    name,
    document.region,
    toldTime(document.createdAt).toISOString(),
    String(objects.size),
  ]);
  return [{ title: "Buckets", columns: ["Name", "Region", "Created", "Objects"], rows }, ...buckets.map(objectsOf)];
}

function objectsOf({ name, objects }: ReturnType<Lab["s3"]["buckets"]>[number]): View {
  const rows: string[][] = [];
  for (const [key, object] of objects.entriesFrom("")) {
    if (rows.length === SHOWN_OBJECTS) break;
    const { size, modifiedAt, etag } = unpacked(object);
    rows.push([plainKey(key), String(size), toldTime(modifiedAt).toISOString(), etag]);
  }
  const title =
    objects.size > rows.length
      ? `Objects in ${name} (the first ${rows.length} of ${objects.size})`
      : `Objects in ${name}`;
  return { title, columns: ["Key", "Bytes", "Modified", "ETag"], rows };
}
