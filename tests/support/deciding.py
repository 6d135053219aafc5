"""Tracked changes decided on by LibreOffice Writer, for tests marked office."""

from __future__ import annotations

import subprocess
from pathlib import Path

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Decide(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, form())
  doc.close(True)
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""


def decided_by_office(data: bytes, folder: Path, *, accept: bool) -> bytes:
    """The file with all tracked changes in it accepted or refused, as LibreOffice saves it."""
    folder.mkdir()
    profile = folder / "profile"
    soffice = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run([*soffice, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    standard = profile / "user" / "basic" / "Standard"
    (standard / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    before, after = folder / "before.docx", folder / "after.docx"
    before.write_bytes(data)
    command = f".uno:{'Accept' if accept else 'Reject'}AllTrackedChanges"
    macro = f"macro:///Standard.Module1.Decide({before.as_uri()},{after.as_uri()},{command})"
    subprocess.run([*soffice, macro], check=True, capture_output=True, timeout=180)
    return after.read_bytes()
