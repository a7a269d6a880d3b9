/** A value that cannot be converted to its column's type; `text` is the value as it is written. */
export class BadValue extends Error {
  readonly text: string;

  constructor(text: string) {
    super(`not of the column's type: ${text}`);
    this.text = text;
  }
}
