const inside = document.getElementById("frame").contentDocument;
inside.title = "Draft";
inside.body.contentEditable = "true";
inside.body.spellcheck = false;
