/** What moves by itself, or too fast to be asked for, of one resource: counters, sizes, states, times in ms since the epoch. */
export type LiveFigures = Readonly<Record<string, number | string>>;
