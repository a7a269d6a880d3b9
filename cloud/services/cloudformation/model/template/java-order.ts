/** Java's hash of a text. */
function hashText(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash ^ (hash >>> 16);
}

const USUAL_CAPACITY = 16;
const LOAD_FACTOR = 0.75;

/**
 * Items in the order in which Java's HashMap lists them by their names, as CloudFormation lists parameters.
 *
 * @remarks Seen in all of LocalStack's recordings of 2022 to 2026 that aren't sorted by the suite, such as
 * test_updating_an_updated_stack_sets_status, test_nested_conditions and test_describe_template.
 */
export function sortAsJavaMap<T>(items: readonly T[], getName: (item: T) => string): T[] {
  let capacity = USUAL_CAPACITY;
  while (items.length > capacity * LOAD_FACTOR) capacity *= 2;
  const getBucket = (item: T): number => hashText(getName(item)) & (capacity - 1);
  return items.toSorted((a, b) => getBucket(a) - getBucket(b));
}
