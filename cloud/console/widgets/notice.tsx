/** What went wrong, told at once to who listens. */
export const Notice = ({ error }: { error: string | undefined }) => (
  <div role="alert">{error === undefined ? null : <p class="notice">{error}</p>}</div>
);
