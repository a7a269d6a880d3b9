import { autocompletion, completeFromList, completionKeymap, ifNotIn, type Completion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { sql, SQLDialect } from "@codemirror/lang-sql";
import { Compartment, EditorState, Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers, placeholder, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { FUNCTIONS } from "./functions";
import type { Position } from "./position";

/** Keywords of Trino's queries and of Hive's statements: Athena accepts both. */
const KEYWORDS = `
  add all alter analyze and any as asc at between bucketed by case cast columns comment create cross cube current_date current_time
  current_timestamp database databases deallocate delete delimited desc describe distinct drop else end escape except execute exists
  explain external false fetch fields first following for format formatted from full functions group grouping having if in inner
  input inputformat insert intersect interval into is join last lateral left like limit lines location map msck natural next no not null
  nulls offset on only optimize or order ordinality outer outputformat over partition partitioned partitions preceding prepare
  properties range recover rename repair replace replacing right rollup row rows schema schemas select serde serdeproperties set sets show
  some sort stored table tables tablesample tblproperties terminated then time to true unbounded union unload unnest update using vacuum
  values view views when where window with within without zone`;

const TYPES = `
  array bigint binary boolean char date decimal double float int integer json map real row smallint string struct time timestamp
  tinyint varbinary varchar`;

/** Athena's SQL, for the editor. Backticks are Hive's quotes. */
const athenaSql = SQLDialect.define({
  keywords: KEYWORDS.trim().replaceAll(/\s+/g, " "),
  types: TYPES.trim().replaceAll(/\s+/g, " "),
  identifierQuotes: '"`',
  operatorChars: "*+-%<>!=|/",
  doubleQuotedStrings: false,
});

/** The names for completion: columns by table, of the chosen database. */
export type CompletionNames = Readonly<Record<string, readonly string[]>>;

/** An editor for SQL, open in a page. */
export interface OpenEditor {
  setText(text: string): void;
  setNames(names: CompletionNames): void;
  /** Underlines the position of an error; removes the underline for undefined. */
  mark(position: Position | undefined): void;
  /** Moves the cursor to a position, and the focus to the editor. */
  goTo(position: Position): void;
  close(): void;
}

/** The initial text of an editor, and its callbacks. */
interface EditorOptions {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** The page's own colors, which have light and dark values. */
const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--page)", border: "1px solid var(--line)", borderRadius: "4px" },
  "&.cm-focused": { outline: "2px solid var(--link)", outlineOffset: "1px" },
  ".cm-scroller": { font: "14px/1.5 ui-monospace, monospace", minHeight: "8rem", maxHeight: "20rem" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--panel)", borderRight: "1px solid var(--line)" },
  ".cm-placeholder": { color: "var(--soft)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--bad)" },
  ".cm-tooltip": { color: "var(--text)", backgroundColor: "var(--panel)", border: "1px solid var(--line)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--page)",
    backgroundColor: "var(--link)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "13px/1.5 ui-monospace, monospace" },
  ".cm-wrong": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "3px" },
});

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)" },
  { tag: tags.typeName, color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--accent)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--warm)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

const setWrong = StateEffect.define<{ readonly from: number; readonly to: number } | undefined>();

/** The underlined position; typing removes the underline. */
const wrong = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects }) {
    for (const effect of effects)
      if (effect.is(setWrong))
        return effect.value === undefined
          ? Decoration.none
          : Decoration.set(Decoration.mark({ class: "cm-wrong" }).range(effect.value.from, effect.value.to));
    return docChanged ? Decoration.none : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Replaces the selection by typed text. By default Chromium gives the new text the color of the old one in a style
 * attribute, which the page's policy refuses, with an error in the browser's log each time.
 */
const replacesSelection = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const { state } = view;
    if (inputType !== "insertText" || data === null || isComposing || state.selection.main.empty) return false;
    view.dispatch(state.replaceSelection(data), { scrollIntoView: true, userEvent: "input.type" });
    return true;
  },
});

/** Completions for every position where a name may stand. */
const completeWords = (words: readonly Completion[]): Extension =>
  athenaSql.language.data.of({
    autocomplete: ifNotIn(["QuotedIdentifier", "String", "LineComment", "BlockComment", "."], completeFromList(words)),
  });

const functions = completeWords(FUNCTIONS.map((label) => ({ label, apply: `${label}(`, type: "function" })));

/**
 * Completions: keywords and tables, columns after the name of their table, and columns alone, with the tables that have
 * them.
 */
function createLanguage(names: CompletionNames): Extension {
  const columns = new Map<string, string[]>();
  for (const [table, all] of Object.entries(names))
    for (const column of all) columns.set(column, [...(columns.get(column) ?? []), table]);
  return [
    sql({ dialect: athenaSql, schema: { ...names }, upperCaseKeywords: true }),
    completeWords(
      [...columns].map(([label, tables]) => ({ label, detail: tables.join(", "), type: "property", boost: 1 })),
    ),
  ];
}

/**
 * Opens an editor, in a shadow tree: there its styles are objects, not `style` elements, which the page's policy
 * forbids.
 *
 * @param host an empty element of the page
 */
export function openEditor(host: HTMLElement, { label, text, onChange, onRun }: EditorOptions): OpenEditor {
  const root = host.attachShadow({ mode: "open" });
  const names = new Compartment();
  const run = (): boolean => (onRun(), true);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.doc.toString())),
        EditorView.lineWrapping,
        lineNumbers(),
        history(),
        bracketMatching(),
        autocompletion(),
        placeholder("SELECT …"),
        names.of(createLanguage({})),
        functions,
        replacesSelection,
        syntaxHighlighting(colors),
        wrong,
        look,
      ],
    }),
  });
  const getOffset = ({ line, column }: Position): number => {
    const { doc } = view.state;
    const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(from + column - 1, to);
  };
  return {
    setText: (next) =>
      next === view.state.doc.toString() ||
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    setNames: (next) => view.dispatch({ effects: names.reconfigure(createLanguage(next)) }),
    mark(position) {
      const from = position === undefined ? 0 : getOffset(position);
      const end = view.state.wordAt(from)?.to ?? Math.min(from + 1, view.state.doc.length);
      view.dispatch({ effects: setWrong.of(position === undefined || end <= from ? undefined : { from, to: end }) });
    },
    goTo(position) {
      view.dispatch({ selection: { anchor: getOffset(position) }, scrollIntoView: true });
      view.focus();
    },
    close: () => view.destroy(),
  };
}
