/**
 * The item at an index that is known to exist.
 *
 * @throws RangeError if there is none, which is a bug of the lab cloud that a default value would hide
 */
export function getItemAt<T>(items: { readonly length: number; readonly [index: number]: T }, index: number): T {
  if (!Number.isInteger(index) || index < 0 || index >= items.length)
    throw new RangeError(`There is no item ${index} of ${items.length}.`);
  // The border: TypeScript cannot know that the line above has checked the index.
  return items[index] as T;
}

/**
 * The value of a key that is known to be there.
 *
 * @throws RangeError if there is none, which is a bug of the lab cloud that a default value would hide
 */
export function getValueIn<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined && !map.has(key)) throw new RangeError(`There is no value of ${String(key)}.`);
  return value as V;
}
