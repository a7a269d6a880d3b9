/** A moment as Java's `Date.toString` prints it in UTC: `Tue Jan 01 00:00:00 UTC 2030`. @param ms since the epoch */
export function formatJavaTime(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
