/** A time in UTC with its offset, as AWS's texts and Lambda's answers spell it: `2030-01-01T00:00:00.000+0000`. @param ms since the epoch */
export const formatOffsetTime = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");
