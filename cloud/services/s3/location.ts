/** A place in S3 as a path, `s3://bucket/key`, such as a table's location, as bucket and key. */
export function bucketAndKey(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}
