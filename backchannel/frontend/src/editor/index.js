// The Cypher editor: CodeMirror with highlighting, completion from the store's own schema, and errors at their place.
import { autocompletion, closeCompletion, snippetCompletion } from "@codemirror/autocomplete";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { linter, lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { completions } from "./complete.js";
import "./style.css";

const editors = new WeakMap();

// Colours come from the page's theme, so that light and dark need no second style.
const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: "var(--keyword)", fontWeight: "600" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
    { tag: [tags.number, tags.bool, tags.atom], color: "var(--number)" },
    { tag: [tags.variableName, tags.name], color: "var(--name)" },
    { tag: [tags.standard(tags.name), tags.standard(tags.variableName)], color: "var(--function)" },
    { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  ]),
);

function flush(editor) {
  clearTimeout(editor.timer);
  const text = editor.view.state.doc.toString();
  if (text === editor.sent) return;
  editor.sent = text;
  editor.callbacks.setStateValue("value", text);
}

function make(parentElement, data) {
  const editor = { callbacks: {}, schema: {}, seen: null, sent: data.value || "" };
  const submit = () => {
    closeCompletion(editor.view);
    flush(editor);
    editor.callbacks.setTriggerValue("submit", editor.view.state.doc.toString());
    return true;
  };
  editor.view = new EditorView({
    root: parentElement instanceof ShadowRoot ? parentElement : undefined, // its styles must land in the shadow root
    parent: parentElement.querySelector(".editor"),
    state: EditorState.create({
      doc: data.value || "",
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: submit }])),
        basicSetup,
        StreamLanguage.define(cypher),
        highlighting,
        lintGutter(),
        linter(null),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Cypher query" }),
        placeholder("MATCH (a:Person)-[t:MET]-(b:Person) RETURN a.name, b.name, t.date"),
        autocompletion({ override: [(context) => completions(context, editor.schema, snippetCompletion)] }),
        EditorView.domEventHandlers({ blur: () => flush(editor) }), // so that a click on Run finds the latest text
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          clearTimeout(editor.timer);
          editor.timer = setTimeout(() => flush(editor), 600);
        }),
      ],
    }),
  });
  return editor;
}

function showFault(editor, fault) {
  const doc = editor.view.state.doc;
  let diagnostics = [];
  if (fault?.line) {
    const line = doc.line(Math.min(Math.max(fault.line, 1), doc.lines));
    const from = Math.min(line.from + Math.max((fault.column || 1) - 1, 0), line.to);
    const word = /^[\w$`]+/.exec(doc.sliceString(from, line.to));
    const to = Math.min(from + (fault.length || (word ? word[0].length : 1)), line.to);
    diagnostics = [{ from, to, severity: "error", message: fault.message }];
  }
  editor.view.dispatch(setDiagnostics(editor.view.state, diagnostics));
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let editor = editors.get(parentElement);
  if (!editor) {
    editor = make(parentElement, data);
    editors.set(parentElement, editor);
    editor.seen = data.command?.seq ?? null;
    parentElement.querySelector(".editor").view = editor.view;
  }
  editor.callbacks = { setStateValue, setTriggerValue };
  editor.schema = data.schema || {};
  try {
    const command = data.command;
    if (command && command.seq !== editor.seen) {
      editor.seen = command.seq;
      const { view } = editor;
      if (command.op === "replace") {
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: command.text },
          selection: { anchor: command.text.length },
        });
      } else {
        view.dispatch(view.state.replaceSelection(command.text));
      }
      view.focus();
    }
    showFault(editor, data.fault);
  } catch (error) {
    console.error("editor:", error);
  }
  return () => {
    clearTimeout(editor.timer);
    editor.view.destroy();
    editors.delete(parentElement);
  };
}
