"""Files made to do harm, for the tests of every reader."""

import gzip
import io
import zipfile

XML_ROOTS = {
    "un_sc": "CONSOLIDATED_LIST",
    "un_sc_1267": "CONSOLIDATED_LIST",
    "us_ofac_sdn": "sdnList",
    "us_ofac_cons": "sdnList",
    "ca_listed_terrorists": "Regulation",
    "ca_listed_terrorists_fr": "Regulation",
    "ca_sema": "data-set",
    "eu_fsf": "export",
    "gb_sanctions": "Designations",
    "my_moha": "TaggedPDF-doc",
}

_CONTENT = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def entity_bomb(root: str) -> bytes:
    """Entities that would unfold to gigabytes."""
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "lol">{levels}]><{root}>&l11;</{root}>'.encode()
    )


def external_entity(root: str, address: str) -> bytes:
    """An entity that stands for a file or an address."""
    head = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "{address}">]>'
    return f"{head}<{root}><a>&x;</a></{root}>".encode()


def external_document_type(root: str, address: str) -> bytes:
    """A document type kept elsewhere."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} SYSTEM "{address}"><{root}/>'.encode()


def crowded_record(root: str, depth: int = 2) -> bytes:
    """One record of very many elements."""
    inner = "<a/>" * 300_000
    tags = [root, *("r" for _ in range(depth))]
    return ("".join(f"<{t}>" for t in tags) + inner + "".join(f"</{t}>" for t in reversed(tags))).encode()


def workbook(sheet: bytes) -> bytes:
    """An xlsx with one sheet of these bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT)
        archive.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        )
        archive.writestr("xl/workbook.xml", _BOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            for start in range(0, len(sheet), 1 << 20):
                stream.write(sheet[start : start + (1 << 20)])
    return out.getvalue()


def sheet(cells: str) -> bytes:
    """The XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


def zip_bomb() -> bytes:
    """A workbook of a few hundred kilobytes whose sheet unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(b" " * (1 << 20))
    return out.getvalue()


def far_cell() -> bytes:
    """A workbook of two cells, at the first and the last place there is."""
    return workbook(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )


def gzip_bomb(megabytes: int) -> bytes:
    """Zeros, packed."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as stream:
        for _ in range(megabytes):
            stream.write(b"0" * (1 << 20))
    return out.getvalue()
