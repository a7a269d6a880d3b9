/** An environment variable has a value that a benchmark cannot measure. The message is one line for its user. */
export class WrongSetting extends Error {
  override readonly name = "WrongSetting";
}

/**
 * A whole number from the environment that tells a benchmark how much to measure.
 *
 * @throws WrongSetting if the value is no whole number, or smaller than `least`
 */
export function readSetting(variable: string, { otherwise, min }: { otherwise: number; min: number }): number {
  const value = Number(process.env[variable] ?? otherwise);
  if (!Number.isInteger(value) || value < min)
    throw new WrongSetting(`${variable} is a whole number of at least ${min}, not "${process.env[variable] ?? ""}".`);
  return value;
}
