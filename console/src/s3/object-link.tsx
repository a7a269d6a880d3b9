import { to } from "../route";

/** An object by its name in S3, with a link to its folder. */
export function ObjectLink({ object: { bucket, key } }: { object: { readonly bucket: string; readonly key: string } }) {
  const folder = key.slice(0, key.lastIndexOf("/") + 1);
  return <a href={folder === "" ? to("s3", bucket) : to("s3", bucket, folder)}>{`s3://${bucket}/${key}`}</a>;
}
