/** Captures the output of the code under test, from the start of each test; it does not reach the screen. */
export function captureOutput(): { getText(): string; getErrors(): string } {
  let printed = "";
  let errors = "";
  const real = { out: process.stdout.write, err: process.stderr.write };
  beforeEach(() => {
    printed = errors = "";
    process.stdout.write = (text: string | Uint8Array) => ((printed += String(text)), true);
    process.stderr.write = (text: string | Uint8Array) => ((errors += String(text)), true);
  });
  afterEach(() => {
    process.stdout.write = real.out;
    process.stderr.write = real.err;
  });
  return { getText: () => printed, getErrors: () => errors };
}
