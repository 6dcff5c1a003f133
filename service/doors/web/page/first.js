// Before anything is painted: how the page looks here. A plain script, so that it comes first and nothing jumps.
{
  const root = document.documentElement;
  root.dataset.view = location.hash.startsWith("#many") ? "many" : "one";
  try {
    const theme = localStorage.getItem("wellnoted.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    root.toggleAttribute("data-sample", localStorage.getItem("wellnoted.sample") !== "seen");
    root.toggleAttribute("data-margin", localStorage.getItem("wellnoted.margin") !== "off");
  } catch {
    root.toggleAttribute("data-sample", true); // storage may be forbidden here
    root.toggleAttribute("data-margin", true);
  }
}
