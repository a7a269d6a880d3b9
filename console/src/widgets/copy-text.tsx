import { useState } from "preact/hooks";

/** A piece of code or data, and a button that copies it. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const [output, say] = useState("");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say("Copied."),
      () => say("The browser does not let the page copy: mark the text instead."),
    );
  };
  return (
    <section class="copy" aria-label={label}>
      <div class="copy-head">
        <h3>{label}</h3>
        <span role="status">{output}</span>
        <button type="button" onClick={copy} aria-label={`Copy: ${label}`}>
          Copy
        </button>
      </div>
      <pre tabIndex={0} role="region" aria-label={`${label}: text`}>
        {text}
      </pre>
    </section>
  );
}
