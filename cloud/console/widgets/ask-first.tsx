import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface AskFirstProps {
  /** What the button says, and what is done: "Delete the stack". */
  readonly label: string;
  /** What is lost, in a sentence. */
  readonly question: string;
  readonly onYes: () => void;
  readonly disabled?: boolean;
}

/** A button for what cannot be taken back: it asks first, and begins with "No" in focus. Escape says no, too. */
export function AskFirst({ label, question, onYes, disabled = false }: AskFirstProps) {
  const [asks, setAsks] = useState(false);
  const [no, button] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const wasAsking = useRef(false);
  // Together with what is drawn: a moment later, the focus would be taken from a button that someone has reached since.
  useLayoutEffect(() => {
    if (asks) no.current?.focus();
    else if (wasAsking.current) button.current?.focus();
    wasAsking.current = asks;
  }, [asks]);
  if (!asks)
    return (
      <button type="button" ref={button} disabled={disabled} onClick={() => setAsks(true)}>
        {label}
      </button>
    );
  return (
    <div
      class="ask"
      role="alertdialog"
      aria-label={label}
      aria-description={question}
      onKeyDown={({ key }) => key === "Escape" && setAsks(false)}
    >
      <p>{question}</p>
      <button type="button" ref={no} onClick={() => setAsks(false)}>
        No
      </button>{" "}
      <button type="button" onClick={() => (setAsks(false), onYes())}>
        {`Yes: ${label.toLowerCase()}`}
      </button>
    </div>
  );
}
