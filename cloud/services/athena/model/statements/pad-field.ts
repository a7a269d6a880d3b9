const WIDTH = 20;

/** A field as Hive prints it: at least 20 characters wide. */
export const padField = (text: string): string => text + " ".repeat(Math.max(0, WIDTH - [...text].length));
