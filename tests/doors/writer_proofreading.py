"""Run by LibreOffice's own Python: asks Writer's LanguageTool checker about paragraphs, and prints what it found.

Arguments: the address of the service, the name of the office's pipe. Paragraphs come as a JSON list on standard input.
"""

from __future__ import annotations

import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

SETTINGS = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"
CHECKER = "org.openoffice.lingu.LanguageToolGrammarChecker"


def connected(pipe):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    sys.exit("the office did not open its pipe in two minutes")


def value(name, what):
    return PropertyValue(Name=name, Value=what)


def point_at(office, address, account):
    provider = office.ServiceManager.createInstance("com.sun.star.configuration.ConfigurationProvider")
    node = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess", (value("nodepath", SETTINGS),)
    )
    wanted = {"BaseURL": address, "IsEnabled": True, **account}
    for name, what in wanted.items():
        node.setPropertyValue(name, what)
    node.commitChanges()


def proofread(office, paragraphs):
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),))  # noqa: FBT003 - UNO
    for paragraph in paragraphs:
        document.Text.insertString(document.Text.End, paragraph, False)  # noqa: FBT003 - UNO
        document.Text.insertControlCharacter(document.Text.End, PARAGRAPH_BREAK, False)  # noqa: FBT003 - UNO
    checker = office.ServiceManager.createInstance(CHECKER)
    locale = Locale("en", "GB", "")
    found = []
    for paragraph in list(document.Text)[: len(paragraphs)]:
        text = paragraph.getString()
        result = checker.doProofreading("1", text, locale, 0, len(text.encode("utf-16-le")) // 2, ())
        found.append([seen(text, error) for error in result.aErrors])
    document.close(True)  # noqa: FBT003 - UNO
    desktop.terminate()
    return found


def seen(text, error):
    units = text.encode("utf-16-le")
    start, end = 2 * error.nErrorStart, 2 * (error.nErrorStart + error.nErrorLength)
    return {
        "words": units[start:end].decode("utf-16-le"),
        "comment": error.aShortComment,
        "suggestions": list(error.aSuggestions),
    }


if __name__ == "__main__":
    context = connected(sys.argv[2])
    point_at(context, sys.argv[1], json.loads(sys.argv[3]))
    print(json.dumps(proofread(context, json.load(sys.stdin))), flush=True)  # noqa: T201 - for the test that runs it
    os._exit(0)  # the bridge to the office falls over now and then as Python takes it down
