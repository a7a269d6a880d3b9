import { createInvalidTokenFault } from "./faults";

/** The position of an event among all events of its group: ordered by time, then by arrival. */
export interface EventKey {
  /** ms since the epoch, as given by its writer. */
  readonly at: number;
  /** 1, 2, 3, … in the order of arrival in the group. */
  readonly number: number;
}

/** A key before every event's. */
export const FIRST_KEY: EventKey = { at: 0, number: 0 };

export const compareKeys = (a: EventKey, b: EventKey): number => a.at - b.at || a.number - b.number;

const TIME_DIGITS = 20;
const NUMBER_DIGITS = 36;

/** The key as 56 digits, the length of AWS's event ids and tokens. */
export const formatKeyDigits = ({ at, number }: EventKey): string =>
  String(at).padStart(TIME_DIGITS, "0") + String(number).padStart(NUMBER_DIGITS, "0");

/** @throws AwsFault InvalidParameterException */
export function parseKey(digits: string): EventKey {
  if (!/^\d{56}$/.test(digits)) throw createInvalidTokenFault();
  return { at: Number(digits.slice(0, TIME_DIGITS)), number: Number(digits.slice(TIME_DIGITS)) };
}
