/** Bytes of an object, both ends included; `last` is `first - 1` for none. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** How many bytes a range holds. */
export const countRangeBytes = ({ first, last }: ByteRange): number => last - first + 1;

/** Every byte of an object. */
export const createWholeRange = (size: number): ByteRange => ({ first: 0, last: size - 1 });
