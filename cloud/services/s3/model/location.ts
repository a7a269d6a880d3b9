/** The bucket and key of a path such as a table's location: `s3://bucket/key`. */
export function splitBucketAndKey(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}
