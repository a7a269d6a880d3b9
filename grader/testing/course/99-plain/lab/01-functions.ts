// %% [markdown] id=title
// # Plain TypeScript
// Four functions to write; no cloud.

// %% id=words
const WORDS = ["stream", "shard", "record", "bucket"];

// %% id=square exercise=99-plain.square
function square(n: number): number {
  // ### START CODE HERE ### (~ 1 line of code)
  return n * n; // @REPLACE return None;
  // ### END CODE HERE ###
}

// %% id=try-square
console.log(square(3));

// %% id=longest exercise=99-plain.longest
function longest(words: readonly string[]): string {
  // ### START CODE HERE ### (~ 1 line of code)
  return words.reduce((best, word) => (word.length > best.length ? word : best), ""); // @REPLACE return None;
  // ### END CODE HERE ###
}

// %% id=try-longest
console.log(longest(WORDS));

// %% id=counts exercise=99-plain.counts
function counts(words: readonly string[]): Record<string, number> {
  // ### START CODE HERE ### (~ 3 lines of code)
  const found: Record<string, number> = {}; // @REPLACE const found = None;
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found; // @KEEP
  // ### END CODE HERE ###
}

// %% id=try-counts
console.log(counts([...WORDS, "shard"]));

// %% id=limit exercise=99-plain.limit
// ### START CODE HERE ### (~ 1 line of code)
const LIMIT = square(7) + longest(WORDS).length; // @REPLACE const LIMIT = None;
// ### END CODE HERE ###

// %% id=end
console.log(LIMIT);
