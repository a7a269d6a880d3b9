const BLOCK_BYTES = 64;
const WORD_BYTES = 4;
/** The bit behind the text and the text's length take the rest of the one block. */
const LONGEST = BLOCK_BYTES - 9;
const LENGTH_WORD = 14;
const STEPS = 64;
const ROUND = 16;
const LAST_ASCII = 0x7f;
/** One bit, before the length. */
const BEHIND_TEXT = 0x80;

// RFC 1321: what each step adds, how far it turns, and which word of the block it takes.
const ADDED = Int32Array.from({ length: STEPS }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));
const TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const TURNED = Int32Array.from({ length: STEPS }, (_, step) => TURNS[Math.floor(step / ROUND)]?.[step % 4] ?? 0);
const PLACES = [[1, 0], [5, 1], [3, 5], [7, 0]];
const TAKEN = Int32Array.from({ length: STEPS }, (_, step) => {
  const [times = 0, plus = 0] = PLACES[Math.floor(step / ROUND)] ?? [];
  return (times * step + plus) % ROUND;
});
const A = 0x67452301;
const B = 0xefcdab89 | 0;
const C = 0x98badcfe | 0;
const D = 0x10325476;

const block = new Int32Array(BLOCK_BYTES / WORD_BYTES);

/**
 * MD5 of a short text: node:crypto takes twice as long for one, most of it for the call itself.
 *
 * @param into gets the hash as four numbers of 32 bits, the highest first
 * @returns    false if the text is too long for one block, or not ASCII: `into` is as it was then
 */
export function shortMd5(text: string, into: Uint32Array): boolean {
  if (!isFilled(text)) return false;
  let a: number = A;
  let b: number = B;
  let c: number = C;
  let d: number = D;
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = step < ROUND ? (b & c) | (~b & d) : step < 2 * ROUND ? (d & b) | (~d & c) : step < 3 * ROUND ? b ^ c ^ d : c ^ (b | ~d);
    const sum = (a + mixed + (ADDED[step] ?? 0) + (block[TAKEN[step] ?? 0] ?? 0)) | 0;
    const turn = TURNED[step] ?? 0;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0;
  }
  into[0] = swapped(a + A);
  into[1] = swapped(b + B);
  into[2] = swapped(c + C);
  into[3] = swapped(d + D);
  return true;
}

/** Puts a text into the block, if it is one that fits. */
function isFilled(text: string): boolean {
  const { length } = text;
  if (length > LONGEST) return false;
  block.fill(0);
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > LAST_ASCII) return false;
    put(at, code);
  }
  put(length, BEHIND_TEXT);
  block[LENGTH_WORD] = 8 * length;
  return true;
}

function put(at: number, byte: number): void {
  const word = at >> 2;
  block[word] = (block[word] ?? 0) | (byte << (8 * (at & 3)));
}

/** The bytes of a number of 32 bits, the other way round. */
const swapped = (word: number): number => (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
