// Streamlit's theme, read from its CSS variables; the canvas needs colours as values.
export function themeOf(element) {
  const style = getComputedStyle(element);
  const variable = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const background = variable("--st-background-color", "#ffffff");
  const dark = luminance(background) < 0.4;
  return {
    dark,
    background,
    text: variable("--st-text-color", dark ? "#fafafa" : "#1f2430"),
    faded: dark ? "#b4bac6" : "#5a6272",
    accent: variable("--st-primary-color", "#0072B2"),
    font: variable("--st-font", "sans-serif"),
    denied: dark ? "#ff6b5e" : "#c0281c",
    line: dark ? "#9aa3b2" : "#6b7484",
    dim: dark ? "#8a8f99" : "#8d939e",
  };
}

function luminance(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
