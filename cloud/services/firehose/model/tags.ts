/** Tags as they are stored. A key that comes twice counts with its last value. */
export const tagMap = (
  tags: readonly { readonly Key: string; readonly Value?: string | undefined }[],
): Readonly<Record<string, string>> => Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value]));
