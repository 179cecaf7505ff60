// Streamlit's door to the graph: called with new data, it hands them to the view that lives in the component's element.
import "./style.css";
import { Explorer } from "./explorer.js";

const explorers = new WeakMap(); // parentElement, stable over reruns, to its view
const decoder = new TextDecoder();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let explorer = explorers.get(parentElement);
  if (!explorer) explorers.set(parentElement, (explorer = new Explorer(parentElement)));
  explorer.send = setTriggerValue; // fresh at each call
  explorer.keep = setStateValue;
  // An exception here would leave a permanent error box in place of the graph.
  try {
    explorer.receive(data instanceof Uint8Array ? JSON.parse(decoder.decode(data)) : data);
  } catch (error) {
    console.error(error);
    explorer.say("The picture could not be drawn. Reload the page; if it stays so, load fewer nodes.");
  }
  return () => {
    explorers.delete(parentElement);
    explorer.leave();
  };
}
