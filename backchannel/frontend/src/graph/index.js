// Streamlit's door to the graph: called with new data, it hands them to the view that lives in the component's element.
import "./style.css";
import { Explorer } from "./explorer.js";

const explorers = new WeakMap(); // parentElement, stable over reruns, to its view
const decoder = new TextDecoder();

export default function ({ data, parentElement }) {
  let explorer = explorers.get(parentElement);
  if (!explorer) explorers.set(parentElement, (explorer = new Explorer(parentElement)));
  // An exception here would leave a permanent error box in place of the graph.
  try {
    // Streamlit may call with the data that it called with before: what has grown since must stay.
    const text = data instanceof Uint8Array ? decoder.decode(data) : JSON.stringify(data);
    if (text !== explorer.received) explorer.receive(JSON.parse(text));
    explorer.received = text;
  } catch (error) {
    console.error(error);
    explorer.say("The picture could not be drawn. Reload the page; if it stays so, load fewer nodes.");
  }
  return () => {
    explorers.delete(parentElement);
    explorer.leave();
  };
}
