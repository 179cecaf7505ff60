// The line at the right of the page's header: which store this is, and how much it holds.
import "./style.css";

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector(".bc-status");
  line.replaceChildren();
  const name = document.createElement("b");
  name.textContent = data.name; // a file's or server's name: text, never markup
  line.append("store: ", name);
  if (data.articles) line.append("  ·  ", data.articles);
  line.title = data.uri;
}
