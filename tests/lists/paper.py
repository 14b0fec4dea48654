"""A PDF of a table, written by hand: for the tests of the reader of tables."""

Row = list[str]


def pdf(pages: list[list[Row]], widths: list[int]) -> bytes:
    """Pages of rows; each cell is text at its column, and `\\n` in a cell goes on one line lower."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, rows in enumerate(pages):
        stream = _stream(rows, widths)
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 800] /Contents {5 + 2 * n} 0 R "
        objects.append((page + "/Resources << /Font << /F1 3 0 R >> >> >>").encode())
        objects.append(
            b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream"
        )
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def _stream(rows: list[Row], widths: list[int]) -> bytes:
    lines, top = [], 760
    for row in rows:
        deep = 1
        for column, cell in enumerate(row):
            left = 20 + sum(widths[:column])
            for down, text in enumerate(cell.split("\n")):
                plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                if plain:
                    lines.append(f"BT /F1 8 Tf 1 0 0 1 {left} {top - 12 * down} Tm ({plain}) Tj ET")
                deep = max(deep, down + 1)
        top -= 12 * deep + 6
    return "\n".join(lines).encode("cp1252")
