"""Word files as programs leave them: with what is no part of a letter, added to any Word file."""

import re

from tests.support.word.files import packed, rels, unpacked

MICROSOFT = "http://schemas.microsoft.com/office"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"


class Baggage:
    """A Word file to which parts and relationships are added."""

    def __init__(self, docx: bytes) -> None:
        self.parts = unpacked(docx)

    @property
    def docx(self) -> bytes:
        return packed(self.parts)

    def part(self, name: str, content: bytes | str = b"x", type_: str = "") -> None:
        self.parts[name] = content.encode() if isinstance(content, str) else content
        if type_:
            self._into("[Content_Types].xml", f'<Override PartName="/{name}" ContentType="{type_}"/>', "</Types>")

    def line(self, source: str, type_: str, target: str, number: str = "rIdBaggage", *, external: bool = False) -> None:
        folder, _, base = source.rpartition("/")
        name = f"{folder}/_rels/{base}.rels".lstrip("/")
        self.parts.setdefault(name, rels("").encode())
        mode = ' TargetMode="External"' if external else ""
        line = f'<Relationship Id="{number}" Type="{type_}" Target="{target}"{mode}/>'
        self.parts[name] = re.sub(rb"(<Relationships[^>]*)/>", rb"\1></Relationships>", self.parts[name])
        self._into(name, line, "</Relationships>")

    def settings(self, xml: str) -> None:
        """Put elements in the settings of the letter, which are made if it has none."""
        if "word/settings.xml" not in self.parts:
            self.part("word/settings.xml", f'<w:settings xmlns:w="{W}"></w:settings>', SETTINGS)
            self.line("word/document.xml", f"{OFFICE}/settings", "settings.xml", "rIdSettings")
        text = self.parts["word/settings.xml"]
        self.parts["word/settings.xml"] = re.sub(rb"(<w:settings[^>]*>)", rb"\1" + xml.encode(), text, count=1)

    def _into(self, name: str, xml: str, before: str) -> None:
        self.parts[name] = self.parts[name].replace(before.encode(), xml.encode() + before.encode())


def template(file: Baggage, target: str = "file:///X:\\Sjablonen\\Huisstijl.dotm", *, external: bool = True) -> None:
    file.settings(f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rIdBaggage"/><w:linkStyles/>')
    file.line("word/settings.xml", f"{OFFICE}/attachedTemplate", target, external=external)


def editor(file: Baggage) -> None:
    file.part(
        "word/intelligence2.xml",
        "<int2:intelligence xmlns:int2='urn:x'/>",
        "application/vnd.ms-office.intelligence2+xml",
    )
    file.line("word/document.xml", f"{MICROSOFT}/2020/10/relationships/intelligence", "intelligence2.xml")


def add_in(file: Baggage) -> None:
    kind = "application/vnd.ms-office.webextension"
    file.part("word/webextensions/taskpanes.xml", "<wetp:taskpanes xmlns:wetp='urn:x'/>", f"{kind}taskpanes+xml")
    file.part("word/webextensions/webextension1.xml", "<we:webextension xmlns:we='urn:x'/>", f"{kind}+xml")
    related = f"{MICROSOFT}/2011/relationships"
    file.line("", f"{related}/webextensiontaskpanes", "word/webextensions/taskpanes.xml")
    file.line("word/webextensions/taskpanes.xml", f"{related}/webextension", "webextension1.xml")
    file.line("word/webextensions/webextension1.xml", f"{OFFICE}/image", "https://store.example/a.png", external=True)


def shortcuts(file: Baggage) -> None:
    kind = "application/vnd.ms-word"
    file.part("word/customizations.xml", "<wne:tcg xmlns:wne='urn:x'/>", f"{kind}.keyMapCustomizations+xml")
    file.part("word/attachedToolbars.bin", b"\xd0\xcf\x11\xe0", f"{kind}.attachedToolbars")
    related = f"{MICROSOFT}/2006/relationships"
    file.line("word/document.xml", f"{related}/keyMapCustomizations", "customizations.xml")
    file.line("word/customizations.xml", f"{related}/attachedToolbars", "attachedToolbars.bin")


def ribbon(file: Baggage) -> None:
    file.part("customUI/customUI14.xml", "<customUI xmlns='urn:x'/>")
    file.part("customUI/images/a.png", b"\x89PNG")
    file.line("", f"{MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml")
    file.line("customUI/customUI14.xml", f"{OFFICE}/image", "images/a.png")


def printer(file: Baggage) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings"
    file.part("word/printerSettings1.bin", b"\\\0\\\0p\0r\0i\0n\0t", kind)
    file.line("word/document.xml", f"{OFFICE}/printerSettings", "printerSettings1.bin")
    text = file.parts["word/document.xml"]
    section = f'<w:printerSettings xmlns:r="{OFFICE}" r:id="rIdBaggage"/>'.encode()
    begun, _, rest = text.rpartition(b"</w:sectPr>")
    file.parts["word/document.xml"] = begun + section + b"</w:sectPr>" + rest


def preview(file: Baggage) -> None:
    file.part("docProps/thumbnail.emf", b"\x01\0\0\0", "image/x-emf")
    file.line("", f"{PACKAGE}/metadata/thumbnail", "docProps/thumbnail.emf")


def trash(file: Baggage) -> None:
    file.part("[trash]/0000.dat", b"\xff" * 50)
    file.part("[trash]/0001.dat", b"MZ\x90")


EVERY = (template, editor, add_in, shortcuts, ribbon, printer, preview, trash)
BY_KEY = {each.__name__: each for each in EVERY}


def carrying(docx: bytes, *keys: str) -> bytes:
    """Return a Word file with these things in it."""
    file = Baggage(docx)
    for number, key in enumerate(keys):
        BY_KEY[key](file)
        for name in list(file.parts):
            if name.endswith((".rels", ".xml")):
                file.parts[name] = file.parts[name].replace(b"rIdBaggage", f"rIdBag{number}".encode())
    return file.docx
