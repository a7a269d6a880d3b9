/** Whether a message matches a pattern. */
export type Filter = (message: string) => boolean;
