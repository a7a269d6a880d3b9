import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface AskFirstProps {
  /** The label of the button, which names the action: "Delete the stack". */
  readonly label: string;
  /** The question: one sentence that says what would be lost. */
  readonly question: string;
  readonly onYes: () => void;
  readonly disabled?: boolean;
}

/** A button for an action that cannot be undone: it asks first, with the focus on "No". Escape means "No", too. */
export function AskFirst({ label, question, onYes, disabled = false }: AskFirstProps) {
  const [asks, setAsks] = useState(false);
  const [no, button] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const wasAsking = useRef(false);
  // In the same frame as the render: later it could take the focus from a button that the user has moved to meanwhile.
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
