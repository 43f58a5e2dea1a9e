"""Files of a scenario in one archive."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping


async def packed(name: str, files: Mapping[str, str]) -> Response:
    """Send files as a zip, in a folder within it.

    Parameters
    ----------
    name : str
        Of the folder, and of the archive: letters, digits and hyphens.
    files : mapping of str to str
        Their texts by name.
    """

    def pack() -> bytes:
        paper = io.BytesIO()
        with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, text in files.items():
                archive.writestr(zipfile.ZipInfo(f"{name}/{file}"), text)
        return paper.getvalue()

    headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(await asyncio.to_thread(pack), media_type="application/zip", headers=headers)
