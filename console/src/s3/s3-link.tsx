import { to } from "../route";

/** A place in S3 (`s3://bucket/folder/`), as a link to its folder; anything else as text. */
export function S3Link({ uri }: { uri: string | undefined }) {
  const [, bucket, key = ""] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(uri ?? "") ?? [];
  if (bucket === undefined) return <>{uri ?? ""}</>;
  const folder = key === "" || key.endsWith("/") ? key : `${key}/`;
  return <a href={folder === "" ? to("s3", bucket) : to("s3", bucket, folder)}>{uri}</a>;
}
