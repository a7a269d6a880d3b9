/** A value that a column's type does not take; `text` is what stood there. */
export class BadValue extends Error {
  readonly text: string;

  constructor(text: string) {
    super(`not of the column's type: ${text}`);
    this.text = text;
  }
}
