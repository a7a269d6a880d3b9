/** Why a record does not convert: AWS's code and text. Thrown and caught within the conversion of one record. */
export class ConversionMismatch extends Error {
  readonly code: "DataFormatConversion.ParseError" | "DataFormatConversion.MalformedData";

  constructor(code: ConversionMismatch["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** A value that does not fit its column. @param cause in Java's words, which AWS passes on */
export const createMismatch = (cause: string): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.MalformedData", `Data does not match the schema. ${cause}`);

/** A text that is no value of its column's type, as Java's NumberFormatException words it. */
export const createBadInputMismatch = (text: string): ConversionMismatch =>
  createMismatch(`For input string: "${text}"`);

/** @param words the message of Jackson, the parser that AWS uses */
export const createMalformedMismatch = (words: string): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.ParseError", `Encountered malformed JSON. ${words}`);

/** Measured on AWS, 2026-09-16. */
export const createEmptyRecordMismatch = (): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.MalformedData", "The record was empty or contained only whitespace.");
