import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../widgets/notice";
import type { CompletionNames, OpenEditor } from "./editor";
import type { Position } from "./position";

interface SqlEditorProps {
  readonly label: string;
  readonly text: string;
  readonly names: CompletionNames;
  /** The position of the last error; a new object for each error. */
  readonly wrong: Position | undefined;
  /** The position that the cursor moves to; a new object for each move. */
  readonly cursor: Position | undefined;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** The code editor, which is loaded at first use. */
export function SqlEditor(props: SqlEditorProps) {
  const { label, text, names, wrong, cursor } = props;
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<OpenEditor>();
  const [error, setError] = useState<string>();
  // Callbacks are those of the latest render, not of the render in which the editor was opened.
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let isShown = true;
    let opened: OpenEditor | undefined;
    import("./editor").then(
      ({ openEditor }) => {
        if (!isShown || host.current === null) return;
        opened = openEditor(host.current, {
          label,
          text: latest.current.text,
          onChange: (next) => latest.current.onChange(next),
          onRun: () => latest.current.onRun(),
        });
        setEditor(opened);
      },
      (failure: unknown) => setError(String(failure)),
    );
    return () => {
      isShown = false;
      opened?.close();
    };
  }, []);
  useEffect(() => editor?.setText(text), [editor, text]);
  useEffect(() => editor?.setNames(names), [editor, names]);
  useEffect(() => editor?.mark(wrong), [editor, wrong]);
  useEffect(() => (cursor === undefined ? undefined : editor?.goTo(cursor)), [editor, cursor]);
  return (
    <>
      <Notice error={error} />
      {editor === undefined && error === undefined ? <p class="none">Loading the editor …</p> : null}
      <div class="editor" ref={host} />
    </>
  );
}
