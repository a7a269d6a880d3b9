/** An error message, which screen readers read at once. */
export const Notice = ({ error }: { error: string | undefined }) => (
  <div role="alert">{error === undefined ? null : <p class="notice">{error}</p>}</div>
);
